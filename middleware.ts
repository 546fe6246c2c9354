import { type NextRequest, NextResponse } from 'next/server'
import { refuseAction } from '@/lib/refuse-action'
import { authCookie, IDLE_SECONDS } from '@/lib/tenancy/auth-cookie'
import { isSameOrigin } from '@/lib/tenancy/hosts'
import { lastOrgCookie, lastOrgCookieName } from '@/lib/tenancy/last-org'
import { type Resolved, resolve } from '@/lib/tenancy/resolve'
import { contentSecurityPolicy } from './lib/content-security-policy'
import { readTenancy, type Tenancy } from './lib/tenancy/config'
import { REQUEST_HEADERS } from './lib/tenancy/request-headers'
import { UNKNOWN_HOST_PAGE, WHOLE_PAGE } from './lib/tenancy/unknown-host-page'

/**
 * Rewrites every request for an org to `/<slug>/…`, so that pages have one shape in every strategy. It
 * decides nothing about access: guards do.
 */
export async function middleware(request: NextRequest) {
  const tenancy = getTenancy()
  request.nextUrl.searchParams.delete('_rsc')
  const { pathname, search } = request.nextUrl
  const resolved = resolve(
    {
      // After an action, Next requests the next page itself and sends the host only in this header.
      host: request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? '',
      path: pathname,
      search,
      cookie: request.cookies.get(lastOrgCookieName(tenancy))?.value,
      header: request.headers.get('x-org') ?? undefined,
      canRedirect: request.method === 'GET' || request.method === 'HEAD',
    },
    tenancy,
  )
  const policy = contentSecurityPolicy(tenancy, pathname, btoa(crypto.randomUUID()))
  const response = (await refuse(resolved, request)) ?? respond(resolved, request, tenancy, policy)
  response.headers.set('Content-Security-Policy', policy)
  extendSessionCookie(request, response, tenancy)
  return response
}

const DAY_SECONDS = 24 * 60 * 60

export const config = {
  matcher: ['/((?!_next/static/|api/health).*)'],
}

async function refuse({ kind }: Resolved, request: NextRequest) {
  const isForm = request.method === 'POST' && !request.nextUrl.pathname.startsWith('/api/')
  if (!isForm || kind === 'unknown-host') return undefined
  const refusal = await refuseAction(request)
  return refusal && uncached(new NextResponse(refusal.body, refusal))
}

function respond(
  resolved: Resolved,
  request: NextRequest,
  tenancy: Tenancy,
  policy: string,
): NextResponse {
  const { nextUrl } = request
  const headers = new Headers(request.headers)
  headers.set(REQUEST_HEADERS.path, nextUrl.pathname + nextUrl.search)
  headers.delete(REQUEST_HEADERS.from)
  // Next compares the two as texts, so that a port or a dot would make them differ.
  const origin = headers.get('origin')
  if (origin && isSameOrigin(headers)) headers.set('x-forwarded-host', new URL(origin).host)
  // Next reads the nonce in it.
  headers.set('Content-Security-Policy', policy)
  switch (resolved.kind) {
    case 'page':
      return NextResponse.next({ request: { headers } })
    case 'org': {
      const inside = `/${resolved.slug}${resolved.rest}`
      headers.set(REQUEST_HEADERS.path, inside)
      headers.set(REQUEST_HEADERS.from, resolved.from)
      // Next sets this for pages, but not for a guard's response in a route handler.
      return uncached(NextResponse.rewrite(new URL(inside, request.url), { request: { headers } }))
    }
    case 'action-without-org':
      // Next finds the action by its page. `-` is a slug that no org can have.
      return NextResponse.rewrite(new URL(`/-${resolved.page}`, request.url), {
        request: { headers },
      })
    case 'redirect': {
      const response = uncached(NextResponse.redirect(resolved.to))
      if (resolved.remember) response.cookies.set(lastOrgCookie(tenancy, resolved.remember))
      return response
    }
    case 'not-found':
      // No page has this path, so Next renders the 404 page.
      return NextResponse.rewrite(new URL('/-/-', request.url), { request: { headers } })
    case 'no-file':
      return uncached(new NextResponse('Not found.', { status: 404 }))
    case 'unknown-host':
      return uncached(
        new NextResponse(UNKNOWN_HOST_PAGE, {
          status: 404,
          headers: { 'Content-Type': 'text/html', [WHOLE_PAGE]: '1' },
        }),
      )
  }
}

// Pages cannot set cookies. It happens once a day, and only for documents, which are not cached. The session
// itself lasts as long as its row.
function extendSessionCookie(request: NextRequest, response: NextResponse, tenancy: Tenancy) {
  const session = authCookie('session', tenancy)
  const extended = authCookie('session-extended', tenancy)
  const token = request.cookies.get(session.name)?.value
  const isDocument =
    request.method === 'GET' && request.headers.get('sec-fetch-dest') === 'document'
  if (!token || !isDocument || request.cookies.has(extended.name)) return
  response.cookies.set(session.name, token, { ...session.options, maxAge: IDLE_SECONDS })
  response.cookies.set(extended.name, '1', { ...extended.options, maxAge: DAY_SECONDS })
}

function uncached(response: NextResponse) {
  response.headers.set('Cache-Control', 'private, no-store')
  return response
}

let tenancy: Tenancy | undefined

function getTenancy(): Tenancy {
  const { APP_URL, PORT, ROOT_DOMAIN, TENANT_RESOLUTION } = process.env
  tenancy ??= readTenancy({ APP_URL, PORT, ROOT_DOMAIN, TENANT_RESOLUTION })
  return tenancy
}
