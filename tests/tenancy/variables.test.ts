import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'
import { PRODUCTION, problemOf } from '../lib/production-variables'

test.each([
  [{}, { strategies: ['path'], domain: 'app.example.com' }],
  [{ TENANT_RESOLUTION: 'cookie' }, { strategies: ['cookie'], domain: 'app.example.com' }],
  [
    { TENANT_RESOLUTION: ' subdomain, path', ROOT_DOMAIN: 'Example.com' },
    { strategies: ['subdomain', 'path'], domain: 'example.com' },
  ],
])('%o configures tenant resolution', (variables, tenancy) => {
  expect(parseEnv({ ...PRODUCTION, ...variables }).tenancy).toEqual({
    origin: 'https://app.example.com',
    ...tenancy,
  })
})

test('in local mode subdomains use app.localhost', () => {
  expect(
    parseEnv({
      LOCAL_MODE: '1',
      DATABASE_URL: 'postgres://here',
      AUTH_SECRET: 'x'.repeat(32),
      TENANT_RESOLUTION: 'subdomain',
      PORT: '4000',
    }).tenancy,
  ).toEqual({
    strategies: ['subdomain'],
    origin: 'http://app.localhost:4000',
    domain: 'app.localhost:4000',
  })
})

test.each(['header', 'path,', 'path path', 'path,path', 'Path'])(
  'TENANT_RESOLUTION=%j is invalid',
  (TENANT_RESOLUTION) => {
    expect(problemOf({ ...PRODUCTION, TENANT_RESOLUTION })).toMatch(
      /^TENANT_RESOLUTION must be one or several of path, subdomain, cookie, param/,
    )
  },
)

test.each([
  ['example.org', 'https://app.example.com'],
  ['com.example', 'https://app.example.com'],
  ['example.com', 'https://acme.example.com'],
  ['example.com', 'https://app.example.com:8443'],
  ['app.example.com', 'https://example.com'],
])('ROOT_DOMAIN=%s is invalid for %s', (ROOT_DOMAIN, APP_URL) => {
  const given = { ...PRODUCTION, TENANT_RESOLUTION: 'subdomain', ROOT_DOMAIN, APP_URL }
  expect(problemOf(given)).toBe(
    'ROOT_DOMAIN must be the host of APP_URL or a parent domain of it, for example `example.com` for `https://app.example.com`. The label in front of it must be a reserved slug such as app.',
  )
  expect(parseEnv({ ...given, TENANT_RESOLUTION: 'path' }).tenancy.strategies).toEqual(['path'])
})
