import { readBody } from '@/lib/http'

/** Empty if the request names no org. The body can still be read afterwards. */
export async function requestedOrg(request: Request): Promise<string> {
  return (
    new URL(request.url).searchParams.get('org') ??
    request.headers.get('x-org') ??
    (await orgInBody(request.clone()))
  )
}

async function orgInBody(request: Request): Promise<string> {
  if (!request.body) return ''
  const body = (await readBody(request)) as { org?: unknown } | null
  return typeof body?.org === 'string' ? body.org : ''
}
