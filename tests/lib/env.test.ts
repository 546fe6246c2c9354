import { expect, test } from 'vitest'
import { brand } from '@/lib/brand'
import { DATABASE_VARIABLES, isLocalMode, parseEnv } from '@/lib/env'
import { readAppUrl } from '@/lib/tenancy/config'
import { PRODUCTION, problemOf } from './production-variables'

const LOCAL = { LOCAL_MODE: '1', DATABASE_URL: 'postgres://here', AUTH_SECRET: 'x'.repeat(32) }

test('a complete configuration gets defaults', () => {
  const { DATABASE_URL, ...others } = PRODUCTION
  expect(parseEnv(PRODUCTION)).toMatchObject({
    ...others,
    local: false,
    PROXIES: 0,
    WORKER: 'server',
    DATA_DIR: '.data',
  })
})

test('the database variables are only in the environment of the database', () => {
  const names = Object.keys(parseEnv(PRODUCTION))
  expect(names.filter((name) => DATABASE_VARIABLES.includes(name))).toEqual([])
})

test.each([
  ['DATABASE_URL', 'DATABASE_URL is missing: write postgres://user:password@host:5432/database.'],
  ['AUTH_SECRET', 'AUTH_SECRET is missing: write the output of `openssl rand -base64 33`.'],
  [
    'RESEND_API_KEY',
    'RESEND_API_KEY is missing: write an API key from resend.com/api-keys, or set SMTP_URL.',
  ],
  ['MAIL_FROM', 'MAIL_FROM is missing: write a sender, for example Acme <hello@acme.com>.'],
])('outside local mode %s is required', (name, message) => {
  for (const unset of [undefined, '', '  ']) {
    expect(() => parseEnv({ ...PRODUCTION, [name]: unset })).toThrow(new Error(message))
  }
})

test('one error lists every missing variable', () => {
  const names = ['DATABASE_URL', 'AUTH_SECRET', 'RESEND_API_KEY', 'MAIL_FROM']

  const problem = problemOf({ APP_URL: PRODUCTION.APP_URL })

  expect(problem.split('\n')).toHaveLength(names.length)
  for (const name of names) expect(problem).toContain(`${name} is missing: write `)
})

test.each([
  ['APP_URL', 'app.example.com', 'must be a URL, for example https://app.example.com'],
  ['APP_URL', 'ftp://app.example.com', 'must be a URL, for example https://app.example.com'],
  ['AUTH_SECRET', 'short', 'is too short: write the output of `openssl rand -base64 33`'],
  ['MAIL_FROM', 'Acme', 'must be a sender, for example Acme <hello@acme.com>'],
  ['MAILS_PER_SECOND', '0', 'must be a number from 1, for example 2'],
  ['DATABASE_POOL_SIZE', 'many', 'must be a number from 1, for example 10'],
  ['DATABASE_POOL_SIZE', '0', 'must be a number from 1, for example 10'],
  ['DATABASE_POOL_SIZE', '1.5', 'must be a number from 1, for example 10'],
  [
    'DATABASE_USER_ROLE',
    'app"; drop',
    'must be a lower-case PostgreSQL role name, for example app_user',
  ],
  [
    'DATABASE_SYSTEM_ROLE',
    'App',
    'must be a lower-case PostgreSQL role name, for example app_user',
  ],
  ['PROXIES', 'one', 'must be a number from 0, for example 1'],
  ['PROXIES', '-1', 'must be a number from 0, for example 1'],
  ['WORKER', 'none', 'must be server or separate'],
  ['LOCAL_MODE', 'yes', 'must be 1, 0 or unset'],
])('%s=%s is invalid', (name, value, message) => {
  expect(problemOf({ ...PRODUCTION, [name]: value })).toBe(`${name} ${message}.`)
})

test('either RESEND_API_KEY or SMTP_URL sends the mail', () => {
  const smtp = { ...PRODUCTION, RESEND_API_KEY: '', SMTP_URL: 'smtps://smtp.example.com' }

  expect(parseEnv(smtp).SMTP_URL).toBe(smtp.SMTP_URL)
  expect(problemOf({ ...smtp, RESEND_API_KEY: 're_123' })).toBe(
    'RESEND_API_KEY and SMTP_URL are both set: remove one.',
  )
  expect(problemOf({ ...smtp, SMTP_URL: 'smtp.example.com:587' })).toBe(
    'SMTP_URL must be a URL, for example smtp://user:password@smtp.example.com:587.',
  )
})

const GITHUB = { AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' }
const OIDC = {
  AUTH_OIDC_ISSUER: 'https://login.example.com',
  AUTH_OIDC_ID: 'id',
  AUTH_OIDC_SECRET: 'secret',
}

test('a provider needs all its variables', () => {
  expect(parseEnv({ ...PRODUCTION, ...GITHUB, ...OIDC })).toMatchObject({
    ...GITHUB,
    ...OIDC,
    AUTH_OIDC_NAME: 'SSO',
  })
  expect(problemOf({ ...PRODUCTION, ...GITHUB, AUTH_GITHUB_SECRET: ' ' })).toBe(
    'Set all of AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, or none. Missing: AUTH_GITHUB_SECRET.',
  )
  expect(problemOf({ ...PRODUCTION, AUTH_GOOGLE_SECRET: 'secret' })).toBe(
    'Set all of AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET, or none. Missing: AUTH_GOOGLE_ID.',
  )
  expect(problemOf({ ...PRODUCTION, ...OIDC, AUTH_OIDC_ID: '', AUTH_OIDC_SECRET: '' })).toBe(
    'Set all of AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET, or none. Missing: AUTH_OIDC_ID, AUTH_OIDC_SECRET.',
  )
})

test.each([
  ['login.example.com', 'must be a URL, for example https://login.example.com'],
  ['http://login.example.com', 'must begin with https, for example https://login.example.com'],
  ['http://localhost:4000', null],
])('AUTH_OIDC_ISSUER=%s', (AUTH_OIDC_ISSUER, problem) => {
  expect(problemOf({ ...PRODUCTION, ...OIDC, AUTH_OIDC_ISSUER })).toBe(
    problem ? `AUTH_OIDC_ISSUER ${problem}.` : 'none',
  )
})

test('an error does not contain the value, which can be a secret', () => {
  expect(problemOf({ ...PRODUCTION, AUTH_SECRET: 'hunter2' })).not.toContain('hunter2')
})

test.each([
  [{}, true],
  [{ PORT: '4000' }, true],
  [{ APP_URL: 'http://localhost:3000' }, true],
  [{ APP_URL: 'http://app.localhost:3000' }, true],
  [{ APP_URL: 'http://127.0.0.1:3000' }, true],
  [{ APP_URL: 'http://[::1]:3000' }, true],
  [{ APP_URL: '', DATABASE_URL: ' ', LOCAL_MODE: '' }, true],
  [{ APP_URL: 'https://app.example.com' }, false],
  [{ APP_URL: 'https://localhost.example.com' }, false],
  [{ APP_URL: 'https://notlocalhost' }, false],
  [{ APP_URL: 'http://127.example.com' }, false],
  [{ APP_URL: 'http://0.0.0.0:3000' }, false],
  [{ APP_URL: 'http://192.168.1.2:3000' }, false],
  [{ APP_URL: 'nonsense' }, false],
  [{ DATABASE_URL: 'postgres://here' }, false],
  [{ DATABASE_URL_DIRECT: 'postgres://here' }, false],
  [{ DATABASE_URL: 'postgres://here', APP_URL: 'http://localhost:3000' }, false],
  [{ DATABASE_URL: 'postgres://here', LOCAL_MODE: '1' }, true],
  [{ NODE_ENV: 'production' }, false],
  [{ NODE_ENV: 'production', APP_URL: 'http://localhost:3000' }, false],
  [{ NODE_ENV: 'production', LOCAL_MODE: '1' }, true],
  [{ LOCAL_MODE: '0' }, false],
  [{ LOCAL_MODE: 'yes' }, false],
])('with %o local mode is %s', (variables, local) => {
  expect(isLocalMode(variables)).toBe(local)
})

test.each(['https://app.example.com', 'http://192.168.1.2:3000', 'nonsense'])(
  'LOCAL_MODE=1 is refused with APP_URL=%s, also in a complete configuration',
  (APP_URL) => {
    const problem =
      'LOCAL_MODE=1 requires an APP_URL on localhost, because local mode has known passwords and a mailbox that everyone can read. Unset LOCAL_MODE.'
    expect(() => isLocalMode({ APP_URL, LOCAL_MODE: '1' })).toThrow(problem)
    expect(problemOf({ ...PRODUCTION, APP_URL, LOCAL_MODE: '1' })).toBe(problem)
  },
)

test('without variables, the error of a production server names LOCAL_MODE', () => {
  const hint = 'To try the app on this machine with demo data, set LOCAL_MODE=1.'
  expect(problemOf({ NODE_ENV: 'production' })).toContain(hint)
  expect(problemOf({ NODE_ENV: 'production', APP_URL: PRODUCTION.APP_URL })).not.toContain(hint)
})

test('local mode requires no RESEND_API_KEY and no MAIL_FROM', () => {
  expect(parseEnv(LOCAL)).toMatchObject({
    local: true,
    APP_URL: 'http://localhost:3000',
    MAIL_FROM: `${brand.name} <hello@localhost>`,
  })
  expect(parseEnv(LOCAL).RESEND_API_KEY).toBeUndefined()
})

test.each([
  [{}, 'http://localhost:3000'],
  [{ PORT: '4000' }, 'http://localhost:4000'],
  [{ PORT: '4000', APP_URL: 'https://app.example.com' }, 'https://app.example.com'],
  [{ APP_URL: 'https://app.example.com//' }, 'https://app.example.com'],
])('with %o the URL of the app is %s', (variables, url) => {
  expect(readAppUrl(variables)).toBe(url)
})
