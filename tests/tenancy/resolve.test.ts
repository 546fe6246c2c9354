import { describe, expect, test } from 'vitest'
import { readTenancy, STRATEGIES, type Strategy, type Tenancy } from '@/lib/tenancy/config'
import { type Resolved, resolve, type TenantRequest } from '@/lib/tenancy/resolve'
import { tenancy } from './example-tenancy'

const orgList = { kind: 'redirect', to: 'https://app.example.com/orgs' }
const to = (to: string, remember?: string) => ({
  kind: 'redirect',
  to,
  ...(remember && { remember }),
})
const org = (rest: string, from: Strategy): Resolved => ({ kind: 'org', slug: 'acme', rest, from })
const page = { kind: 'page' }

describe.each<[Strategy[], [string, object][]]>([
  [
    ['path'],
    [
      ['https://app.example.com/', page],
      ['https://app.example.com/orgs/new', page],
      ['https://app.example.com/acme', org('', 'path')],
      ['https://app.example.com/acme/team?page=2', org('/team?page=2', 'path')],
      ['https://app.example.com/ACME/team', page],
      ['https://app.example.com/404', page],
      ['https://app.example.com/%E0%A4%A/team', { kind: 'not-found' }],
      ['https://app.example.com/%E0%A4%A9', page],
      ['https://app.example.com/team', page],
      ['https://app.example.com/team?org=acme', page],
      ['https://acme.example.com/team', { kind: 'unknown-host' }],
      ['https://evil.com/acme/team', { kind: 'unknown-host' }],
    ],
  ],
  [
    ['subdomain'],
    [
      ['https://app.example.com/', page],
      ['https://app.example.com/acme', to('https://acme.example.com/dashboard')],
      ['https://app.example.com/acme?x=1', to('https://acme.example.com/dashboard?x=1')],
      ['https://app.example.com/acme/a/b?x=1&y=', to('https://acme.example.com/a/b?x=1&y=')],
      ['https://acme.example.com/', org('', 'subdomain')],
      ['https://ACME.example.com/team?org=globex', org('/team?org=globex', 'subdomain')],
      ['https://acme.example.com/globex/team', org('/globex/team', 'subdomain')],
      ['https://acme.example.com/sign-in?x=1', to('https://app.example.com/sign-in?x=1')],
      ['https://acme.example.com/[orgSlug]/team', page],
      ['https://www.example.com/team', { kind: 'not-found' }],
      ['https://a.acme.example.com/team', { kind: 'not-found' }],
      ['https://.example.com/team', { kind: 'unknown-host' }],
      ['https://example.com/team', { kind: 'unknown-host' }],
      ['https://acmeexample.com/team', { kind: 'unknown-host' }],
      ['https://acme.example.com.evil.com/team', { kind: 'unknown-host' }],
    ],
  ],
  [
    ['cookie'],
    [
      ['https://app.example.com/', page],
      ['https://app.example.com/team', orgList],
      ['https://app.example.com/team cookie:acme', org('/team', 'cookie')],
      ['https://app.example.com/team?page=2 cookie:acme', org('/team?page=2', 'cookie')],
      ['https://app.example.com/team cookie:www', orgList],
      ['https://app.example.com/team cookie:../..', orgList],
      ['https://app.example.com/team?org=acme', orgList],
      ['https://app.example.com/orgs cookie:acme', page],
      ['https://app.example.com/acme/team', to('https://app.example.com/team', 'acme')],
      [
        'https://app.example.com/acme cookie:globex',
        to('https://app.example.com/dashboard', 'acme'),
      ],
    ],
  ],
  [
    ['param'],
    [
      ['https://app.example.com/?org=acme', page],
      ['https://app.example.com/team', orgList],
      ['https://app.example.com/team?org=', orgList],
      ['https://app.example.com/team?org=WWW', orgList],
      ['https://app.example.com/team?org=acme', org('/team', 'param')],
      ['https://app.example.com/team?a=1&org=acme&b=2', org('/team?a=1&b=2', 'param')],
      ['https://app.example.com/team?org=acme&org=globex', org('/team', 'param')],
      ['https://app.example.com/team header:acme', org('/team', 'param')],
      ['https://app.example.com/team?org=acme header:globex', org('/team', 'param')],
      ['https://app.example.com/team cookie:acme', orgList],
      ['https://app.example.com/acme/team?x=1', to('https://app.example.com/team?x=1&org=acme')],
    ],
  ],
  [
    ['path', 'cookie', 'param', 'subdomain'],
    [
      ['https://app.example.com/acme/team', org('/team', 'path')],
      ['https://acme.example.com/team', to('https://app.example.com/acme/team')],
      ['https://app.example.com/team cookie:acme', to('https://app.example.com/acme/team')],
      ['https://app.example.com/team?org=acme', to('https://app.example.com/acme/team')],
      [
        'https://app.example.com/team?org=acme cookie:globex',
        to('https://app.example.com/acme/team'),
      ],
    ],
  ],
  [
    ['cookie', 'param'],
    [
      ['https://app.example.com/team cookie:acme', org('/team', 'cookie')],
      [
        'https://app.example.com/team?org=acme&x=1 cookie:globex',
        to('https://app.example.com/team?x=1', 'acme'),
      ],
      ['https://app.example.com/team?org=WWW cookie:acme', org('/team', 'cookie')],
      ['https://app.example.com/team?org=WWW', orgList],
    ],
  ],
  [
    ['param', 'cookie'],
    [
      ['https://app.example.com/team?org=acme cookie:globex', org('/team', 'param')],
      [
        'https://app.example.com/team?x=1 cookie:acme',
        to('https://app.example.com/team?x=1&org=acme'),
      ],
    ],
  ],
])('%s', (strategies, cases) => {
  test.each(cases)('%s', (short, expected) => {
    expect(resolve(requestOf(short), tenancy(...strategies))).toEqual(expected)
  })
})

test('a POST is never redirected', () => {
  const posted = (short: string) => ({ ...requestOf(short), canRedirect: false })
  expect(resolve(posted('https://app.example.com/acme/team'), tenancy('subdomain'))).toEqual(
    org('/team', 'path'),
  )
  expect(resolve(posted('https://app.example.com/team?x=1'), tenancy('cookie'))).toEqual({
    kind: 'action-without-org',
    page: '/team?x=1',
  })
  expect(resolve(posted('https://app.example.com/team'), tenancy('path'))).toEqual(page)
  expect(resolve(posted('https://acme.example.com/sign-in'), tenancy('subdomain'))).toEqual({
    kind: 'not-found',
  })
})

test.each([
  ['the port 443', 'app.example.com:443', 'https://app.example.com'],
  ['a trailing dot', 'app.example.com.', 'https://app.example.com'],
  ['a trailing dot and a port', 'app.example.com.:443', 'https://app.example.com'],
  ['upper case', 'APP.Example.COM', 'https://app.example.com'],
  ['a list', 'app.example.com, proxy.internal', 'https://app.example.com'],
  ['the port 443 in APP_URL', 'app.example.com', 'https://APP.example.com:443/'],
  ['a trailing dot in APP_URL', 'app.example.com', 'https://app.example.com.'],
  ['the port 80', 'app.example.com:80', 'http://app.example.com'],
  ['an IPv6 address', '[::1]:3000', 'http://[0:0::1]:3000'],
])('hosts are compared as hosts: %s', (_, host, APP_URL) => {
  const tenancy = readTenancy({ APP_URL })
  expect(resolve({ host, path: '/acme/team', search: '' }, tenancy)).toEqual(org('/team', 'path'))
})

test.each([
  'app.example.com:80',
  'app.example.com:8443',
  'proxy.internal, app.example.com',
  'evil@app.example.com',
  'app.example.com/evil',
  'app.example.com..',
  'app.example.com?',
  'app.example.com#',
  'app.example.com\\evil',
  '',
])('the host %j is unknown', (host) => {
  expect(resolve({ host, path: '/', search: '' }, tenancy('path', 'subdomain'))).toEqual({
    kind: 'unknown-host',
  })
})

test.each(['Example.com:443', 'example.com.'])(
  'ROOT_DOMAIN %s is a host as well',
  (ROOT_DOMAIN) => {
    const tenancy = readTenancy({
      APP_URL: 'https://app.example.com',
      ROOT_DOMAIN,
      TENANT_RESOLUTION: 'subdomain',
    })
    expect(resolve({ host: 'acme.example.com.', path: '/team', search: '' }, tenancy)).toEqual(
      org('/team', 'subdomain'),
    )
  },
)

describe.each(STRATEGIES)('files, with the strategy %s', (strategy) => {
  const hosts = ['app.example.com', ...(strategy === 'subdomain' ? ['acme.example.com'] : [])]
  test.each(hosts)('on the host %s', (host) => {
    const kindOf = (path: string) =>
      resolve({ host, path, search: '', cookie: 'acme', canRedirect: true }, tenancy(strategy)).kind
    for (const path of ['/robots.txt', '/favicon.ico', '/icon', '/sitemap.xml']) {
      expect(kindOf(path), path).toBe('page')
    }
    for (const path of ['/wp-login.php', '/.env', '/.git/config', '/ads.txt']) {
      expect(kindOf(path), path).toBe('no-file')
    }
  })
})

test('the port is part of the host', () => {
  const local: Tenancy = {
    strategies: ['subdomain'],
    origin: 'http://app.localhost:3000',
    domain: 'app.localhost:3000',
  }
  const resolveHost = (host: string) =>
    resolve({ host, path: '/team', search: '', canRedirect: true }, local)
  expect(resolveHost('acme.app.localhost:3000')).toEqual(org('/team', 'subdomain'))
  expect(resolveHost('acme.app.localhost:3001')).toEqual({ kind: 'unknown-host' })
  expect(resolveHost('acme.app.localhost')).toEqual({ kind: 'unknown-host' })
  expect(resolveHost('localhost:3000')).toEqual({ kind: 'unknown-host' })
})

test('resolving a request takes less than 50 microseconds', () => {
  const requests = [
    { ...requestOf('https://app.example.com/acme/team?page=2'), tenancy: tenancy('path') },
    { ...requestOf('https://acme.example.com/team?page=2'), tenancy: tenancy('subdomain') },
    { ...requestOf('https://app.example.com/team?page=2 cookie:acme'), tenancy: tenancy('cookie') },
    { ...requestOf('https://app.example.com/team?page=2&org=acme'), tenancy: tenancy('param') },
  ]
  for (const { tenancy, ...request } of requests) {
    expect(resolve(request, tenancy).kind).toBe('org')
  }
  const rounds = Array.from({ length: 1_001 }, () => {
    const start = performance.now()
    for (const request of requests) resolve(request, request.tenancy)
    return ((performance.now() - start) * 1000) / requests.length
  })
  // The median, because the machine may be busy.
  expect(rounds.sort((a, b) => a - b)[500]).toBeLessThan(50)
})

/** The request for a URL, followed by `cookie:` or `header:` and a value. */
function requestOf(short: string): TenantRequest {
  const [url = '', given = ''] = short.split(' ')
  const [, host = '', path = '', search = ''] = /^https:\/\/([^/]*)([^?]*)(.*)$/.exec(url) ?? []
  const [name, value] = given.split(':')
  return { host, path, search, canRedirect: true, ...(name && { [name]: value }) }
}
