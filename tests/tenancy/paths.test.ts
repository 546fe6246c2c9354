import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailUrl } from '@/lib/mail/mail'
import { STRATEGIES } from '@/lib/tenancy/config'
import { linkInside, linkInto } from '@/lib/tenancy/links'
import { pathInOrg, paths, safePath, splitOrgPath } from '@/lib/tenancy/paths'

test.each([
  '/orgs',
  '/',
  '/acme/dashboard',
  '/acme/projects?archived=1&page=2',
  '/invitations/0b5c.x-_?a=%2F%2Fevil.com',
  '/sign-in?next=%2Forgs',
])('%s is a safe path', (path) => {
  expect(safePath(path)).toBe(path)
})

test.each([
  [''],
  [null],
  [undefined],
  ['orgs'],
  ['//evil.com'],
  ['///evil.com'],
  ['/\\evil.com'],
  ['\\/evil.com'],
  ['/\t/evil.com'],
  ['/\n/evil.com'],
  ['\t//evil.com'],
  [' /orgs'],
  ['/..//evil.com'],
  ['/.//evil.com'],
  ['/%2e%2e//evil.com'],
  ['/acme/..//evil.com'],
  ['/acme//evil.com'],
  ['/acme/\\evil.com'],
  ['/acme/.\t/\n/evil.com'],
  ['/.\\\\evil.com'],
  ['/\t..//evil.com'],
  ['https://evil.com'],
  ['https:evil.com'],
  ['http://localhost:3000/orgs'],
  ['javascript:alert(1)'],
  ['JaVaScRiPt:alert(1)'],
  ['data:text/html,<script>alert(1)</script>'],
  ['//'],
  ['//[/'],
  [`/${'x'.repeat(2000)}`],
])('%j is not a safe path', (value) => {
  expect(safePath(value)).toBeUndefined()
})

test('a safe path is encoded and on one line', () => {
  for (const value of [
    '/a\nb',
    '/a\r\nSet-Cookie: x',
    '/a\0b',
    '/a b',
    '/../../etc',
    '/é?ü=ß#top',
  ]) {
    const path = safePath(value) ?? ''

    expect(path).toMatch(/^\/(?!\/)[!-~]*$/)
    expect(new URL(path, 'http://localhost:3000').origin).toBe('http://localhost:3000')
  }
})

const parts = fc.constantFrom(
  ...[
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '\t',
    '\n',
    '?',
    '#',
    '@',
    ':',
    'acme',
    'team',
    'evil.com',
  ],
)

test('a safe path stays on our hosts in every strategy', () => {
  const values = fc.array(parts, { maxLength: 9 }).map((some) => `/${some.join('')}`)
  const strategies = fc.constantFrom(...STRATEGIES)
  fc.assert(
    fc.property(values, strategies, (value, strategy) => {
      const path = safePath(value)
      if (!path) return
      const origin = 'https://example.com'
      const tenancy = { strategies: [strategy], origin, domain: 'example.com' }
      const { slug, rest } = splitOrgPath(path)
      for (const link of slug
        ? [linkInto, linkInside].map((to) => to(tenancy, slug, rest))
        : [path])
        expect(new URL(link, origin).host).toMatch(/^([a-z0-9-]+\.)?example\.com$/)
    }),
    { numRuns: 20_000 },
  )
})

test('a link in an email begins with APP_URL', () => {
  expect(mailUrl('/orgs')).toBe('http://localhost:3000/orgs')
  expect(mailUrl(paths.verifyEmail('a.b'))).toBe('http://localhost:3000/verify-email?token=a.b')
})

test('a parameter in a path is encoded', () => {
  expect(paths.invitation('a.b')).toBe('/invitations/a.b')
  expect(paths.invitation('../sign-out?x#y')).toBe('/invitations/..%2Fsign-out%3Fx%23y')
  expect(paths.signUpByInvitation('../x')).toBe('/invitations/..%2Fx/sign-up')
  expect(paths.mail('invitation%2F1')).toBe('/dev/mailbox/invitation%252F1')
})

test.each([
  ['/acme', '/initech'],
  ['/acme/team', '/initech/team'],
  ['/acme/team/acme?next=/acme', '/initech/team/acme?next=/acme'],
  ['/acme?a=1', '/initech?a=1'],
  ['/team?a=1', '/initech/team?a=1'],
  ['//evil.example/team', '/initech/evil.example/team'],
])('in the org initech, the path %s becomes %s', (path, expected) => {
  expect(pathInOrg(path, { slug: 'initech' })).toBe(expected)
})

test('a query contains the given parameters only', () => {
  expect(paths.signIn()).toBe('/sign-in')
  expect(paths.signIn({ next: undefined })).toBe('/sign-in')
  expect(paths.signIn({ next: '/a?b=c&d', notice: 'reset' })).toBe(
    '/sign-in?next=%2Fa%3Fb%3Dc%26d&notice=reset',
  )
  expect(paths.signUp('')).toBe('/sign-up')
})
