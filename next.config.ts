import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_SERVER } from 'next/constants'

export default async function config(phase: string): Promise<NextConfig> {
  return {
    poweredByHeader: false,
    env: phase === PHASE_PRODUCTION_SERVER ? {} : await inlinedRoutes(),
    // These load files of their own at run time, which a bundle would not contain.
    serverExternalPackages: ['graphile-worker', 'proper-lockfile', 'rate-limiter-flexible'],
    // Makes forbidden() send a 403.
    experimental: { authInterrupts: true },
    headers: async () => [
      {
        source: '/:path*',
        headers: [
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
        ],
      },
      // Next sends the same for pages.
      { source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'private, no-store' }] },
    ],
  }
}

// The edge runtime and the browser cannot read the folders of app/. `next start` may run without them.
async function inlinedRoutes() {
  const { listRoutes } = await import('./lib/tenancy/list-routes')
  return { ROUTES: JSON.stringify(listRoutes()) }
}
