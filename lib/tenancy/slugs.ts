import { foldName } from '@/lib/names/fold-name'
import { brand } from '../brand'
import { routes } from './routes'

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const SLUG_MIN = 2
export const SLUG_MAX = 40

/** Files in app/, which are on every host. */
const FILES = [
  ...['apple-icon', 'favicon.ico', 'icon', 'manifest.webmanifest'],
  ...['opengraph-image', 'robots.txt', 'sitemap.xml'],
]

const PRODUCT = brand.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

export const MISLEADING_SLUGS = new Set(
  `404 500 about abuse account admin administrator app assets auth billing blog cdn contact docs email favicon ftp
  help hostmaster index legal localhost login logout mail me new noreply no-reply null official postmaster
  pricing privacy public register robots root security sign-out signin signup sitemap staff static status support
  system terms undefined user users webmaster well-known www ${PRODUCT}`.split(/\s+/),
)

export const isFile = (segment: string) => FILES.includes(segment)

export const isAppRoute = (segment: string) => routes().app.includes(segment)

export const isOrgRoute = (segment: string) => routes().org.includes(segment)

export const isReserved = (slug: string) =>
  isAppRoute(slug) || isOrgRoute(slug) || isFile(slug) || MISLEADING_SLUGS.has(slug)

export const isSlug = (value: string | null | undefined): value is string =>
  !!value && hasSlugFormat(value) && !isReserved(value)

/** The database checks the same. An earlier slug can be a name that is reserved by now. */
export const hasSlugFormat = (value: string) =>
  value.length >= SLUG_MIN && value.length <= SLUG_MAX && SLUG.test(value)

export function proposeSlug(name: string): string {
  const latin = foldName(name).toLowerCase()
  const slug = shorten(latin.replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-'))
  if (slug.length < SLUG_MIN) return `org-${fingerprint(name)}`
  return isReserved(slug) ? `${slug}-team` : slug
}

export function numberedSlug(slug: string, number: number): string {
  return `${shorten(slug.slice(0, SLUG_MAX - 4))}-${number}`
}

const shorten = (slug: string) => slug.slice(0, SLUG_MAX - 5).replace(/^-+|-+$/g, '')

// FNV-1a: short, and the same in the browser and on the server.
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(36).padStart(4, '0').slice(0, 6)
}
