import { type NextRequest, NextResponse } from 'next/server'
import { LAST_ORG, lastOrgCookie } from '@/lib/tenancy/last-org'
import { type Resolved, resolve } from '@/lib/tenancy/resolve'
import { cookieDomain, readTenancy, type Tenancy } from './lib/tenancy/config'
import { REQUEST_HEADERS } from './lib/tenancy/request-headers'

/** Routes, and decides nothing: guards do that. Pages find the org in their path, however it came. */
export function middleware(request: NextRequest) {
  const tenancy = configured()
  const { pathname, search } = request.nextUrl
  const resolved = resolve(
    {
      // Next asks itself for the page that an action leads to, and names the host only here.
      host: request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? '',
      path: pathname,
      search,
      cookie: request.cookies.get(LAST_ORG)?.value,
      header: request.headers.get('x-org') ?? undefined,
      canRedirect: request.method === 'GET' || request.method === 'HEAD',
    },
    tenancy,
  )
  const response = answer(resolved, request, tenancy)
  response.headers.set('Content-Security-Policy', policy(tenancy))
  return response
}

export const config = {
  matcher: ['/((?!_next/|api/health).*)'],
}

function answer(resolved: Resolved, request: NextRequest, tenancy: Tenancy): NextResponse {
  const { nextUrl } = request
  const headers = new Headers(request.headers)
  headers.set(REQUEST_HEADERS.path, nextUrl.pathname + nextUrl.search)
  headers.delete(REQUEST_HEADERS.from)
  switch (resolved.kind) {
    case 'page':
      return NextResponse.next({ request: { headers } })
    case 'org': {
      const inside = `/${resolved.slug}${resolved.rest}`
      headers.set(REQUEST_HEADERS.path, inside)
      headers.set(REQUEST_HEADERS.from, resolved.from)
      // Pages say it by themselves; what a guard answers for a route does not.
      return uncached(NextResponse.rewrite(new URL(inside, nextUrl), { request: { headers } }))
    }
    case 'unnamed':
      // The page has to be found for its action, and is no org's.
      return NextResponse.rewrite(new URL(`/-${resolved.page}`, nextUrl), { request: { headers } })
    case 'redirect': {
      const response = uncached(NextResponse.redirect(resolved.to))
      if (resolved.remember) response.cookies.set(lastOrgCookie(tenancy, resolved.remember))
      return response
    }
    case 'nothing':
      // No page has this path, and so the page for that is shown.
      return NextResponse.rewrite(new URL('/-/-', nextUrl), { request: { headers } })
    case 'unknown-host':
      return uncached(
        new NextResponse('Not found: this app has only the address in APP_URL.', { status: 404 }),
      )
  }
}

function uncached(response: NextResponse) {
  response.headers.set('Cache-Control', 'private, no-store')
  return response
}

// A form may lead on to an org's own host.
function policy(tenancy: Tenancy) {
  const hosts = cookieDomain(tenancy)
    ? ` ${tenancy.origin} ${new URL(tenancy.origin).protocol}//*.${tenancy.domain}`
    : ''
  return `frame-ancestors 'none'; base-uri 'self'; form-action 'self'${hosts}; object-src 'none'`
}

let tenancy: Tenancy | undefined

function configured(): Tenancy {
  const { APP_URL, PORT, ROOT_DOMAIN, TENANT_RESOLUTION } = process.env
  tenancy ??= readTenancy({ APP_URL, PORT, ROOT_DOMAIN, TENANT_RESOLUTION })
  return tenancy
}
