import { isSlug } from './slugs'

export const STRATEGIES = ['path', 'subdomain', 'cookie', 'param'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** How a request says which org it means, and where the app is. */
export type Tenancy = {
  /** What is understood. Links are built for the first; requests that say it otherwise are led there. */
  strategies: Strategy[]
  /** Of the pages that belong to no org, such as `https://app.example.com`. */
  origin: string
  /** Orgs are at `<slug>.<domain>`, if they have subdomains; with the port, such as `example.com`. */
  domain: string
}

/** The domain of cookies that every subdomain is to see; without subdomains, none: this host alone. */
export function cookieDomain({ strategies, domain }: Tenancy): string | undefined {
  return strategies.includes('subdomain') ? domain.replace(/:\d+$/, '') : undefined
}

type Variables = Record<string, string | undefined>

/** Reads the configuration. Throws a sentence for a wrong variable. */
export function readTenancy(variables: Variables): Tenancy {
  const { origin, host } = new URL(appUrl(variables))
  const strategies = strategiesOf(variables)
  const domain = (variables.ROOT_DOMAIN || host).toLowerCase()
  if (strategies.includes('subdomain') && !isParentDomain(domain, host)) {
    throw new Error(
      'ROOT_DOMAIN must be what is left of the host in APP_URL without a label that no organization can have, such as example.com for https://app.example.com.',
    )
  }
  return { strategies, origin, domain }
}

function isParentDomain(domain: string, host: string) {
  if (domain === host) return true
  return host.endsWith(`.${domain}`) && !isSlug(host.slice(0, -domain.length - 1))
}

/** Browsers do not share a cookie of `localhost` with its subdomains, hence the other name for those. */
export function appUrl(variables: Variables): string {
  const port = variables.PORT || 3000
  const host = variables.TENANT_RESOLUTION?.includes('subdomain') ? 'app.localhost' : 'localhost'
  return (variables.APP_URL || `http://${host}:${port}`).replace(/\/+$/, '')
}

function strategiesOf({ TENANT_RESOLUTION }: Variables): Strategy[] {
  const named = (TENANT_RESOLUTION || 'path').split(',').map((name) => name.trim())
  const strategies = STRATEGIES.filter((strategy) => named.includes(strategy))
  if (strategies.length !== named.length) {
    throw new Error(
      `TENANT_RESOLUTION must be one or several of ${STRATEGIES.join(', ')}, such as subdomain,path.`,
    )
  }
  return strategies.sort((a, b) => named.indexOf(a) - named.indexOf(b))
}
