import { readBody } from '@/lib/http'
import { isSlug } from '@/lib/tenancy/slugs'

/** The requested slug, or an empty text. The body can still be read afterwards. */
export async function requestedOrg(request: Request): Promise<string> {
  const org =
    new URL(request.url).searchParams.get('org') ??
    request.headers.get('x-org') ??
    (await orgInBody(request.clone()))
  return isSlug(org) ? org : ''
}

async function orgInBody(request: Request): Promise<string> {
  if (!request.body) return ''
  const body = (await readBody(request)) as { org?: unknown } | null
  return typeof body?.org === 'string' ? body.org : ''
}
