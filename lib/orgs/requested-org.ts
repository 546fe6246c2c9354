/** Empty if the request names no org. The body can still be read afterwards. */
export async function requestedOrg(request: Request): Promise<string> {
  return (
    new URL(request.url).searchParams.get('org') ??
    request.headers.get('x-org') ??
    (await orgInBody(request.clone()).catch(() => ''))
  )
}

async function orgInBody(request: Request): Promise<string> {
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('application/json')) return String((await request.json())?.org ?? '')
  if (type.includes('form')) return String((await request.formData()).get('org') ?? '')
  return ''
}
