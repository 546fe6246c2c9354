/** The host in a Host, X-Forwarded-Host or Origin header, written as in a URL. Empty if it is malformed. */
export function parseHost(header: string, protocol: string): string {
  // Of a list, the first entry is the host that the client requested.
  const [first = ''] = header.split(',')
  const base = `${protocol}//`
  const given = base + first.trim()
  if (!URL.canParse(given)) return ''
  const { host, href } = new URL(given)
  // Otherwise a user name or a path is beside the host.
  return href === `${base}${host}/` ? host.replace(/\.(?=:|$)/, '') : ''
}

/** The host that the client requested. A proxy sends it as X-Forwarded-Host. */
export function requestedHost(headers: Headers, protocol: string): string {
  return parseHost(headers.get('x-forwarded-host') ?? headers.get('host') ?? '', protocol)
}

/** False if the browser says that the request comes from a page of another host. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  if (origin === null) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  return host !== '' && parseHost(host, protocol) === requestedHost(headers, protocol)
}
