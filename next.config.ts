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
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
    // Next says it of pages by itself.
    { source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'private, no-store' }] },
  ],
}

export default config
