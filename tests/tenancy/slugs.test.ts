import { randomInt } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brand } from '@/lib/brand'
import { slugField } from '@/lib/org-fields'
import { routes } from '@/lib/tenancy/routes'
import {
  isFile,
  isReserved,
  isSlug,
  MISLEADING_SLUGS,
  numberedSlug,
  proposeSlug,
  SLUG_MAX,
} from '@/lib/tenancy/slugs'

const RESERVED = [...routes().app, ...routes().org, ...MISLEADING_SLUGS]

test.each([
  ['Acme', 'acme'],
  ['  Acme   Labs, Inc. ', 'acme-labs-inc'],
  ['Zürich Söhne', 'zurich-sohne'],
  ['STRAẞE Straße', 'strasse-strasse'],
  ['Ærø & Łódź', 'aero-lodz'],
  ['Þór Đorđe Œuvre', 'thor-dorde-oeuvre'],
  ["Ann's Bakery", 'anns-bakery'],
  ['Ann’s Bakery', 'anns-bakery'],
  ['ＡＣＭＥ ２', 'acme-2'],
  ['İstanbul', 'istanbul'],
  ['42', '42'],
  ['xn--80ak6aa92e', 'xn-80ak6aa92e'],
  ['settings', 'settings-team'],
  ['Admin', 'admin-team'],
  ['-_- a -_- b', 'a-b'],
  [`${'long '.repeat(20)}name`, 'long-long-long-long-long-long-long'],
])('the slug proposed for %s is %s', (name, slug) => {
  expect(proposeSlug(name)).toBe(slug)
  expect(slugField.parse(slug)).toBe(slug)
})

test.each(['株式会社', '🚀', '🇩🇪', 'A', '…', 'Я', ''])(
  'a name without Latin letters or digits, "%s", gives a generated slug, always the same',
  (name) => {
    expect(proposeSlug(name)).toMatch(/^org-[0-9a-z]{4,6}$/)
    expect(proposeSlug(name)).toBe(proposeSlug(name))
    expect(slugField.parse(proposeSlug(name))).toBe(proposeSlug(name))
  },
)

test('two names without Latin letters or digits give different slugs', () => {
  expect(proposeSlug('株式会社')).not.toBe(proposeSlug('有限会社'))
})

test('routes and names of the product are reserved, and another slug is proposed for each', () => {
  expect(RESERVED).toEqual(expect.arrayContaining(['orgs', 'sign-in', 'team', 'account', 'admin']))
  for (const word of RESERVED) {
    expect(isReserved(word), word).toBe(true)
    expect(isSlug(word), word).toBe(false)
    expect(slugField.parse(proposeSlug(word))).toBe(proposeSlug(word))
  }
})

test('the name of the product is reserved', () => {
  expect(isReserved(proposeSlug(brand.name).replace(/-team$/, ''))).toBe(true)
})

// Otherwise the middleware would take `/icon` for an org.
test('files in app/ that have a URL are files on every host, and reserved', () => {
  const urls = readdirSync('app').flatMap((file) => {
    const [name = '', end] = file.split('.')
    if (end === 'tsx') return /^(apple-icon|icon|\w+-image)$/.test(name) ? [name] : []
    return FILE_URLS[name] ?? []
  })
  expect(urls.sort()).toEqual([
    'apple-icon',
    'icon',
    'manifest.webmanifest',
    'opengraph-image',
    'robots.txt',
    'sitemap.xml',
  ])
  expect(urls.filter((url) => !isFile(url) || !isReserved(url))).toEqual([])
})

const FILE_URLS: Record<string, string> = {
  manifest: 'manifest.webmanifest',
  robots: 'robots.txt',
  sitemap: 'sitemap.xml',
}

test.each([
  ['acme', true],
  ['acme-labs-2', true],
  ['a1', true],
  ['x'.repeat(SLUG_MAX), true],
  ['x'.repeat(SLUG_MAX + 1), false],
  ['a', false],
  ['', false],
  ['Acme', false],
  [' acme', false],
  ['-acme', false],
  ['acme-', false],
  ['ac--me', false],
  ['acme_labs', false],
  ['acme.labs', false],
  ['acme/team', false],
  ['acme\n', false],
  ['zürich', false],
  ['admin', false],
])('%j is a slug: %s', (value, valid) => {
  expect(isSlug(value)).toBe(valid)
})

test.each([
  ['', 'Enter a URL.'],
  ['a', 'Use at least 2 characters.'],
  ['x'.repeat(10_000), 'Use at most 40 characters.'],
  ['a b', 'Use letters a to z, digits and single hyphens, such as acme-labs.'],
  ['Dashboard', '"dashboard" is reserved. Try "dashboard-team".'],
])('the message for an invalid slug says what to do: %j', (value, message) => {
  expect(slugField.safeParse(value).error?.issues[0]?.message).toBe(message)
})

test('spaces around a slug and capitals in it are corrected', () => {
  expect(slugField.parse('  Acme-Labs ')).toBe('acme-labs')
})

test('a numbered slug is valid, and differs from the slug', () => {
  for (const slug of ['a1', 'acme', 'x'.repeat(SLUG_MAX), `${'x'.repeat(34)}-xxxxx`]) {
    for (const number of [2, 10, 99]) {
      const numbered = numberedSlug(slug, number)
      expect(slugField.parse(numbered)).toBe(numbered)
      expect(numbered).not.toBe(slug)
      expect(numbered).toMatch(new RegExp(`-${number}$`))
    }
  }
})

test('the proposed slug and its numbered variants are valid for random names', () => {
  const seed = Number(process.env.TEST_SEED ?? randomInt(2 ** 31))
  const random = randomFrom(seed)
  for (let round = 0; round < 5_000; round++) {
    const name = randomName(random)
    const slug = proposeSlug(name)
    const where = `TEST_SEED=${seed}, name ${JSON.stringify(name)}`
    expect(slugField.safeParse(slug).data, where).toBe(slug)
    expect(isSlug(numberedSlug(slug, 2 + Math.floor(random() * 98))), where).toBe(true)
    expect(proposeSlug(name), where).toBe(slug)
  }
})

const ALPHABETS = [
  'abcxyzABCXYZ0189',
  ' -_.,/\\\'’"&@',
  'ßøłæœđþẞØŁÆŒĐÞäöüéñçÅĳǅﬃİıſ',
  '株式会社Яعश्री',
  '\u0000\u0007\u200b\u200d\u202e\ufeff\ud800\udc00\u0301\u0338',
]

/** Characters of one alphabet or several, or any characters, and sometimes a reserved word. */
function randomName(random: () => number): string {
  const pick = <T>(from: ArrayLike<T>) => from[Math.floor(random() * from.length)] as T
  if (random() < 0.1) return pick(RESERVED)
  const alphabets = ALPHABETS.filter(() => random() < 0.5)
  return Array.from({ length: Math.floor(random() * 120) }, () =>
    alphabets.length && random() < 0.9
      ? pick(pick(alphabets))
      : String.fromCodePoint(Math.floor(random() * 0x110000)),
  ).join('')
}

// mulberry32: small, and gives the same numbers for the same seed.
function randomFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
