import type { Site } from './config'
import { parseHost } from './hosts'

/** Files in app/. */
const FILES = [
  ...['apple-icon', 'favicon.ico', 'icon', 'manifest.webmanifest'],
  ...['opengraph-image', 'robots.txt', 'sitemap.xml'],
]

/** `no-file` is a file that does not exist. Bots ask for many, so they get no page. */
export type Resolved = 'page' | 'not-found' | 'no-file' | 'unknown-host'

export function resolve({ host, path }: { host: string; path: string }, site: Site): Resolved {
  const { protocol, host: ownHost } = new URL(site.origin)
  if (parseHost(host, protocol) !== ownHost) return 'unknown-host'
  const [, first = ''] = path.split('/')
  if (first.includes('.') && !FILES.includes(first)) return 'no-file'
  // For a malformed escape such as `%E0%A4%A`, Next would return a 500.
  return canDecode(path) ? 'page' : 'not-found'
}

function canDecode(path: string) {
  try {
    return decodeURI(path).length > 0
  } catch {
    return false
  }
}
