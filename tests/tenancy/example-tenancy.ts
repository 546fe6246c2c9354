import type { Strategy, Tenancy } from '@/lib/tenancy/config'

export const ROOT = 'app.example.com'

/** The configuration with these strategies, for `ROOT` and its subdomains. */
export const tenancy = (...strategies: Strategy[]): Tenancy => ({
  strategies,
  origin: `https://${ROOT}`,
  domain: 'example.com',
})
