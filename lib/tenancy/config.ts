import { parseHost } from './hosts'
import { isSlug } from './slugs'

export const STRATEGIES = ['path', 'subdomain', 'cookie', 'param'] as const
export type Strategy = (typeof STRATEGIES)[number]

export type Tenancy = {
  /** Links use the first. Requests in another form are redirected to it. */
  strategies: Strategy[]
  origin: string
  domain: string
}

export function cookieDomain({ strategies, domain }: Tenancy): string | undefined {
  return strategies.includes('subdomain') ? domain.replace(/:\d+$/, '') : undefined
}

/** Browsers send a cookie to every port of its host, so without the port two checkouts would share sessions. */
export function cookieName(name: string, { origin }: Tenancy): string {
  const { port } = new URL(origin)
  return port ? `${name}-${port}` : name
}

type Variables = Record<string, string | undefined>

export function readTenancy(variables: Variables): Tenancy {
  const url = new URL(readAppUrl(variables))
  const host = parseHost(url.host, url.protocol)
  const strategies = readStrategies(variables)
  const domain = parseHost(variables.ROOT_DOMAIN || host, url.protocol)
  if (strategies.includes('subdomain') && !isParentDomain(domain, host)) {
    throw new Error(
      'ROOT_DOMAIN must be the host of APP_URL or a parent domain of it, for example `example.com` for `https://app.example.com`. The label in front of it must be a reserved slug such as app.',
    )
  }
  return { strategies, origin: `${url.protocol}//${host}`, domain }
}

// Otherwise an org could get the label of the root host as its slug.
function isParentDomain(domain: string, host: string) {
  if (domain === host) return true
  return host.endsWith(`.${domain}`) && !isSlug(host.slice(0, -domain.length - 1))
}

export function readAppUrl(variables: Variables): string {
  const port = variables.PORT || 3000
  // Browsers do not share a cookie of `localhost` with its subdomains.
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
