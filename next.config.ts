import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // They load files of their own at run time, which a bundle would not find.
  serverExternalPackages: ['graphile-worker', 'proper-lockfile', 'rate-limiter-flexible'],
  // forbidden() answers a real 403.
  experimental: { authInterrupts: true },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: POLICY },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
  ],
}

const POLICY = "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"

export default config
