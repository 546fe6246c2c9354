import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailUrl } from '@/lib/mail/mail'
import { STRATEGIES } from '@/lib/tenancy/config'
import { linkInside, linkInto } from '@/lib/tenancy/links'
import { pathInOrg, paths, safePath, splitOrgPath } from '@/lib/tenancy/paths'
import { orgUrl } from '@/lib/urls'

test.each([
  '/orgs',
  '/',
  '/acme/dashboard',
  '/acme/projects?archived=1&page=2',
  '/invitations/0b5c.x-_?a=%2F%2Fevil.com',
  '/sign-in?next=%2Forgs',
])('the path %s may be gone on to as it is', (path) => {
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
])('whoever asks to go on to %j is not led there', (value) => {
  expect(safePath(value)).toBeUndefined()
})

test('what is left of odd characters stays on this site and on one line', () => {
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

test('whatever is asked for, going on to it in any strategy stays on a host of ours', () => {
  const asked = fc.array(parts, { maxLength: 9 }).map((found) => `/${found.join('')}`)
  const strategies = fc.constantFrom(...STRATEGIES)
  fc.assert(
    fc.property(asked, strategies, (value, strategy) => {
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

test('a link in a mail begins where the configuration says', () => {
  expect(mailUrl('/orgs')).toBe('http://localhost:3000/orgs')
  expect(mailUrl(paths.verifyEmail('a.b'))).toBe('http://localhost:3000/verify-email?token=a.b')
})

test('what stands in the path of a link cannot leave its place', () => {
  expect(paths.invitation('a.b')).toBe('/invitations/a.b')
  expect(paths.invitation('../sign-out?x#y')).toBe('/invitations/..%2Fsign-out%3Fx%23y')
  expect(paths.joinByInvitation('../x')).toBe('/invitations/..%2Fx/sign-up')
  expect(paths.mail('invitation%2F1')).toBe('/dev/mailbox/invitation%252F1')
})

test('a page inside an org is below its address', () => {
  expect(orgUrl({ slug: 'acme' })).toBe('/acme/dashboard')
  expect(orgUrl({ slug: 'acme' }, 'team')).toBe('/acme/team')
})

test('a page inside an org keeps what it was asked for', () => {
  expect(orgUrl({ slug: 'acme' }, 'team', { search: 'a&b', page: undefined, sort: '' })).toBe(
    '/acme/team?search=a%26b',
  )
})

test.each([
  ['/acme', '/initech'],
  ['/acme/team', '/initech/team'],
  ['/acme/team/acme?next=/acme', '/initech/team/acme?next=/acme'],
  ['/acme?a=1', '/initech?a=1'],
  ['/team?a=1', '/initech/team?a=1'],
  ['//evil.example/team', '/initech/evil.example/team'],
])('at the present address of an org, %s is %s', (path, moved) => {
  expect(pathInOrg(path, { slug: 'initech' })).toBe(moved)
})

test('a query holds what is given, and stays away without', () => {
  expect(paths.signIn()).toBe('/sign-in')
  expect(paths.signIn({ next: undefined })).toBe('/sign-in')
  expect(paths.signIn({ next: '/a?b=c&d', notice: 'reset' })).toBe(
    '/sign-in?next=%2Fa%3Fb%3Dc%26d&notice=reset',
  )
  expect(paths.signUp('')).toBe('/sign-up')
})
