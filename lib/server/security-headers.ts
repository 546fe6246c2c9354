import type { ServerResponse } from 'node:http'
import { isLoopbackUrl } from '@/lib/tenancy/loopback'

/** For every response: also for files, and for errors before the middleware, which sets another policy. */
export function setSecurityHeaders(response: ServerResponse, appUrl: string) {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  // On localhost it would break the other apps that are developed there.
  if (appUrl.startsWith('https:') && !isLoopbackUrl(appUrl)) {
    response.setHeader('Strict-Transport-Security', `max-age=${TWO_YEARS}`)
  }
}

const TWO_YEARS = 2 * 365 * 24 * 60 * 60

const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}
