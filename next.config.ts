import type { NextConfig } from 'next'
import { leaveOutNotices } from './lib/server/logs/leave-out-notices'
import { listRoutes } from './lib/tenancy/list-routes'

const { APP_URL = '' } = process.env

leaveOutNotices()

const config: NextConfig = {
  poweredByHeader: false,
  // Next's development server serves its scripts to no other host, for example of a tunnel.
  allowedDevOrigins: URL.canParse(APP_URL) ? [new URL(APP_URL).hostname] : [],
  output: process.env.STANDALONE === '1' ? 'standalone' : undefined,
  // Read at run time. Next finds the folders, but not these files.
  outputFileTracingIncludes: { '/*': ['db/migrations/*/*.sql'] },
  // Otherwise Next calls 127.0.0.1 and [::1] localhost, and takes a rewrite for one to another server.
  skipProxyUrlNormalize: true,
  // Inlined, because the edge runtime and the browser cannot read the folders of app/.
  env: { ROUTES: JSON.stringify(listRoutes()) },
  // They load files at run time that a bundle would not contain.
  serverExternalPackages: ['graphile-worker', 'proper-lockfile', 'rate-limiter-flexible'],
  // `authInterrupts` makes forbidden() send a 403.
  // The middleware limits the forms of other pages to 1 MB: see lib/refuse-action.ts.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '6mb' } },
  headers: async () => [
    // Next sets the same header for pages.
    { source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'private, no-store' }] },
  ],
}

export default config
