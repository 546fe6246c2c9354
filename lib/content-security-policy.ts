import { cookieDomain, type Tenancy } from './tenancy/config'

/** Scripts need the nonce. They may load others, as Next's do. */
export function contentSecurityPolicy(tenancy: Tenancy, path: string, nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development'
  // Emails have style elements of their own, and so has Next's error overlay.
  const styles = isDevelopment || path.startsWith('/dev/') ? "'unsafe-inline'" : `'nonce-${nonce}'`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${styles}`,
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data:${appOrigin(tenancy)}`,
    ...(isDevelopment ? ["connect-src 'self' ws: wss:"] : []),
    `form-action 'self'${orgHosts(tenancy)}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}

// The pictures of people are at the root host.
const appOrigin = (tenancy: Tenancy) => (cookieDomain(tenancy) ? ` ${tenancy.origin}` : '')

// An action may redirect to the host of an org.
function orgHosts(tenancy: Tenancy) {
  const { origin, domain } = tenancy
  return cookieDomain(tenancy) ? ` ${origin} ${new URL(origin).protocol}//*.${domain}` : ''
}
