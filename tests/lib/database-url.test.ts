import { expect, test } from 'vitest'
import { parseDatabaseEnv } from '@/lib/env'
import { PRODUCTION, problemOf } from './production-variables'

test.each([
  'postgres://user:pa#word@db.example.com/app',
  'postgres://user:12#word@db.example.com/app',
  'postgres://user:pa/word@db.example.com/app',
  'postgres://user:pa', // what a .env file leaves of pa#word
  'user:hunter2@db.example.com/app',
  'db.example.com:5432/app',
  'localhost/app',
  'mysql://db.example.com/app',
])('DATABASE_URL=%s is refused with the cure', (url) => {
  const problem =
    'must be a URL such as postgres://user:password@host:5432/database. Percent-encode special characters of the password, for example $ as %24 and # as %23: in .env files $ begins a variable and # a comment.'
  expect(problemOf({ ...PRODUCTION, DATABASE_URL: url })).toBe(`DATABASE_URL ${problem}`)
  expect(problemOf({ ...PRODUCTION, DATABASE_URL_DIRECT: url })).toBe(
    `DATABASE_URL_DIRECT ${problem}`,
  )
})

test.each([
  'postgresql://user:pa$word@db.example.com/app?sslmode=require',
  'postgres://user:pa%23%24word@[::1]:5432/app',
  'postgres:///app?host=/var/run/postgresql',
  'postgres://user@/app?host=/var/run/postgresql',
])('DATABASE_URL=%s is valid', (DATABASE_URL) => {
  expect(problemOf({ ...PRODUCTION, DATABASE_URL })).toBe('none')
  expect(parseDatabaseEnv({ DATABASE_URL })).toMatchObject({ DATABASE_URL })
})

test.each(['DATABASE_URL', 'DATABASE_URL_DIRECT'])(
  'a command that needs only the database needs only %s',
  (name) => {
    expect(parseDatabaseEnv({ [name]: 'postgres://here' })).toEqual({
      DATABASE_URL: 'postgres://here',
      DATABASE_URL_DIRECT: 'postgres://here',
      DATABASE_POOL_SIZE: 10,
      DATABASE_USER_ROLE: 'app_user',
      DATABASE_SYSTEM_ROLE: 'app_system',
      TENANT_ISOLATION: 'row',
    })
    expect(() => parseDatabaseEnv({})).toThrow('DATABASE_URL is missing: write postgres://')
  },
)

test('a server needs DATABASE_URL, so that it does not bypass the pooler', () => {
  const { DATABASE_URL, ...others } = PRODUCTION
  expect(problemOf({ ...others, DATABASE_URL_DIRECT: DATABASE_URL })).toContain(
    'DATABASE_URL is missing',
  )
})

test('DATABASE_URL_DIRECT is separate from DATABASE_URL if given', () => {
  const both = { DATABASE_URL: 'postgres://here', DATABASE_URL_DIRECT: 'postgres://there' }
  expect(parseDatabaseEnv(both)).toMatchObject(both)
})
