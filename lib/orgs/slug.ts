import { z } from 'zod'

export const SLUG_MAX = 40

/** Names of pages, and words with which an org could pass itself off as the product or its staff. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  // Top-level routes.
  ...['account', 'api', 'dev', 'forgot-password', 'invitations', 'orgs', 'reset-password'],
  ...['sign-in', 'sign-out', 'sign-up', 'verify-email'],
  // Routes inside an org: they are top-level where the path does not name the org.
  ...['activity', 'dashboard', 'projects', 'settings', 'team'],
  // Files and folders that browsers and crawlers ask for.
  ...['_next', 'assets', 'favicon', 'robots', 'sitemap', 'static', 'well-known'],
  // Impersonation.
  ...[
    'about',
    'abuse',
    'admin',
    'administrator',
    'app',
    'auth',
    'billing',
    'blog',
    'cdn',
    'contact',
  ],
  ...[
    'docs',
    'email',
    'ftp',
    'help',
    'hostmaster',
    'legal',
    'localhost',
    'login',
    'logout',
    'mail',
  ],
  ...['me', 'new', 'noreply', 'no-reply', 'null', 'official', 'postmaster', 'pricing', 'privacy'],
  ...['public', 'register', 'root', 'security', 'signin', 'signup', 'staff', 'status', 'support'],
  ...['system', 'tenantry', 'terms', 'undefined', 'user', 'users', 'webmaster', 'www'],
])

/** Lower-case letters, digits and single hyphens: also a valid label of a host name. */
export const slugField = z
  .string('Enter an address.')
  .trim()
  .toLowerCase()
  .min(1, 'Enter an address.')
  .min(2, 'Use at least 2 characters.')
  .max(SLUG_MAX, `Use at most ${SLUG_MAX} characters.`)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'Use letters a to z, digits and single hyphens, such as acme-labs.',
  )
  .refine((slug) => !RESERVED_SLUGS.has(slug), {
    error: ({ input }) => `"${input}" is reserved. Try "${input}-team".`,
  })

/** Whether a URL's segment could name an org at all. */
export function isSlug(value: string): boolean {
  return slugField.safeParse(value).data === value
}

/** The address to propose for a name. Always a valid one, and the same for the same name. */
export function proposeSlug(name: string): string {
  const latin = name
    .replace(/[ßøłæœđþ]/giu, (letter) => LATIN[letter.toLowerCase()] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
  const slug = shorten(latin.replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-'))
  if (slug.length < 2) return `org-${fingerprint(name)}`
  return RESERVED_SLUGS.has(slug) ? `${slug}-team` : slug
}

/** The next address to try when `slug` is taken: acme, acme-2, acme-3, … */
export function numberedSlug(slug: string, number: number): string {
  return `${shorten(slug.slice(0, SLUG_MAX - 4))}-${number}`
}

// Letters that Unicode does not take apart.
const LATIN: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', þ: 'th' }

const shorten = (slug: string) => slug.slice(0, SLUG_MAX - 5).replace(/^-+|-+$/g, '')

// FNV-1a: short, and the same in the browser and on the server.
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(36).padStart(4, '0').slice(0, 6)
}
