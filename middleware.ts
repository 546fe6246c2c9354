import { type NextRequest, NextResponse } from 'next/server'
import { REQUESTED_PATH } from '@/lib/tenancy/requested-path'

/**
 * Routes, and decides nothing: guards do that. With the tenant in the path there is nothing to
 * rewrite. It only notes which page was asked for, so that signing in can lead back to it.
 */
export function middleware(request: NextRequest) {
  const headers = new Headers(request.headers)
  headers.set(REQUESTED_PATH, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

export const config = {
  matcher: ['/((?!_next/|api/).*)'],
}
