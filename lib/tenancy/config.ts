import { isSlug } from './slugs'

export const STRATEGIES = ['path', 'subdomain', 'cookie', 'param'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** How a request names its org, and where the app is. */
export type Tenancy = {
  /** All are understood. Links are built for the first; other forms redirect to it. */
  strategies: Strategy[]
  /** The origin of APP_URL, such as `https://app.example.com`: the root host. */
  origin: string
  /** The parent domain of org subdomains, with the port: `example.com` for `acme.example.com`. */
  domain: string
}

/** The domain of cookies that all subdomains share. Undefined without subdomains. */
export function cookieDomain({ strategies, domain }: Tenancy): string | undefined {
  return strategies.includes('subdomain') ? domain.replace(/:\d+$/, '') : undefined
}

type Variables = Record<string, string | undefined>

/** Throws an `Error` that names the wrong variable and says what to write. */
export function readTenancy(variables: Variables): Tenancy {
  const { origin, host } = new URL(readAppUrl(variables))
  const strategies = readStrategies(variables)
  const domain = (variables.ROOT_DOMAIN || host).toLowerCase()
  if (strategies.includes('subdomain') && !isParentDomain(domain, host)) {
    throw new Error(
      'ROOT_DOMAIN must be the host of APP_URL or a parent domain of it, for example `example.com` for `https://app.example.com`.',
    )
  }
  return { strategies, origin, domain }
}

// The label before the parent domain must be reserved. Otherwise an org could get the root host as its URL.
function isParentDomain(domain: string, host: string) {
  if (domain === host) return true
  return host.endsWith(`.${domain}`) && !isSlug(host.slice(0, -domain.length - 1))
}

/**
 * APP_URL without a trailing slash. By default it is on localhost, or on app.localhost with subdomains,
 * because browsers do not share a cookie of `localhost` with its subdomains.
 */
export function readAppUrl(variables: Variables): string {
  const port = variables.PORT || 3000
  const host = variables.TENANT_RESOLUTION?.includes('subdomain') ? 'app.localhost' : 'localhost'
  return (variables.APP_URL || `http://${host}:${port}`).replace(/\/+$/, '')
}

function readStrategies({ TENANT_RESOLUTION }: Variables): Strategy[] {
  const named = (TENANT_RESOLUTION || 'path').split(',').map((name) => name.trim())
  const strategies = STRATEGIES.filter((strategy) => named.includes(strategy))
  if (strategies.length !== named.length) {
    throw new Error(
      `TENANT_RESOLUTION must be one or several of ${STRATEGIES.join(', ')}, such as subdomain,path.`,
    )
  }
  return strategies.sort((a, b) => named.indexOf(a) - named.indexOf(b))
}
