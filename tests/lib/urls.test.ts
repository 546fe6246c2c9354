import { beforeEach, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import type { Strategy } from '@/lib/tenancy/config'
import { appUrl, orgUrl, redirectTo } from '@/lib/urls'

const cookies = vi.hoisted(() => ({ set: vi.fn() }))
vi.mock('next/headers', () => ({ cookies: async () => cookies }))

const ORG = { slug: 'acme' }

test('a link inside an org has the page and the given parameters', () => {
  expect(orgUrl(ORG)).toBe('/acme/dashboard')
  expect(orgUrl(ORG, 'team', { search: 'a&b', page: undefined, sort: '' })).toBe(
    '/acme/team?search=a%26b',
  )
})

describe.each<[Strategy, { inside: string; outside: string; app: string; redirect: string }]>([
  [
    'path',
    { inside: '/acme/team', outside: '/acme/team', app: '/orgs', redirect: '/acme/team?q=1' },
  ],
  [
    'subdomain',
    {
      inside: '/team',
      outside: 'https://app.example.com/acme/team',
      app: 'https://app.example.com/orgs',
      redirect: 'https://acme.example.com/team?q=1',
    },
  ],
  ['cookie', { inside: '/team', outside: '/acme/team', app: '/orgs', redirect: '/team?q=1' }],
  [
    'param',
    {
      inside: '/team?org=acme',
      outside: '/acme/team',
      app: '/orgs',
      redirect: '/team?q=1&org=acme',
    },
  ],
])('with the strategy %s', (strategy, expected) => {
  beforeEach(() => {
    const { tenancy } = env()
    const origin = 'https://app.example.com'
    env().tenancy = { strategies: [strategy], origin, domain: 'example.com' }
    cookies.set.mockClear()
    return () => {
      env().tenancy = tenancy
    }
  })

  test('links from inside the org, from outside and to a page without an org', () => {
    expect(orgUrl(ORG, 'team')).toBe(expected.inside)
    expect(appUrl('/acme/team')).toBe(expected.outside)
    expect(appUrl('/orgs')).toBe(expected.app)
  })

  test('an action redirects to the final URL, and sets the cookie if the URL does not name the org', async () => {
    await expect(redirectTo('/acme/team?q=1')).rejects.toMatchObject(redirectsTo(expected.redirect))
    const slugs = cookies.set.mock.calls.map(([{ value }]) => value)
    expect(slugs).toEqual(strategy === 'cookie' ? ['acme'] : [])

    await expect(redirectTo('/orgs')).rejects.toMatchObject(redirectsTo(expected.app))
    expect(cookies.set.mock.calls).toHaveLength(slugs.length)
  })
})

/** The error by which Next redirects. */
function redirectsTo(url: string) {
  return { digest: expect.stringContaining(`;${url};`) }
}
