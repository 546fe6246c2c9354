import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { emailLinks } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { resetPassword } from '@/lib/auth/password-reset'
import { signToken } from '@/lib/auth/tokens'
import { createUser, newCaller, openSession, startSession } from '../factories'
import { asLogin } from '../queue'
import { sources } from '../source'

// Hashing a password is slow by design, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test('D3: a new password ends every session that was open', async () => {
  const ann = await createUser('Ann')
  const open = [await startSession(ann.id), await startSession(ann.id)]
  for (const { token } of open) expect(await openSession(token)).not.toBeNull()
  const [reset] = await asSystem('test', (tx) =>
    tx
      .insert(emailLinks)
      .values({ purpose: 'password-reset', email: ann.email, expiresAt: new Date('2100-01-01') })
      .returning({ id: emailLinks.id }),
  )

  const token = signToken('password-reset', reset?.id ?? '')
  await resetPassword(token, 'battery staple', newCaller())

  for (const { token } of open) expect(await openSession(token)).toBeNull()
})

test('D10: there are no API keys that no route checks: no table has a key, and no route reads one', async () => {
  const columns = await asLogin<{ name: string }>(
    `select c.relname || '.' || attname as name
     from pg_attribute join pg_class c on c.oid = attrelid
     where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'tenant'::regnamespace)
       and attnum > 0 and not attisdropped order by 1`,
  )
  const secrets = columns
    .map(({ name }) => name)
    .filter((name) => /\..*(key|token|secret|hash)/.test(name))
  // Of sessions, passwords, links and second factors. The others are no secrets: the public keys of passkeys, the
  // keys of rate limits and the hashes of migrations.
  expect(secrets).toEqual([
    ...['__migrations.hash', '__migrations.hash', 'passkeys.public_key', 'passwords.hash'],
    ...['pending_links.token_hash', 'rate_limits.key', 'recovery_codes.hash'],
    ...['sessions.session_token'],
    ...['sign_ups.password_hash', 'two_factors.encrypted_secret'],
  ])
  const ours = sources.filter(({ path }) => !path.startsWith('tests/'))
  const reading = ours.filter(({ text }) =>
    /['"`](authorization|x-api-key)['"`]|bearer/i.test(text),
  )
  // It sends the header to GitHub.
  expect(reading.map(({ path }) => path)).toEqual(['lib/oauth/github.ts'])
  expect(readdirSync('app/api').sort()).toEqual([
    ...['[[...path]]', 'auth', 'health', 'members', 'orgs', 'projects'],
  ])
})

test('D17: the versions of Next and Auth.js have no known bypass of middleware or sign-in', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const installed = JSON.parse(readFileSync('node_modules/next/package.json', 'utf8'))
  const nexts = Object.entries<{ version: string }>(packages)
    .filter(([name]) => /(^|\/)node_modules\/next$/.test(name))
    .map(([, { version }]) => version)

  expect(nexts).not.toEqual([])
  for (const version of [dependencies.next, installed.version, ...nexts]) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    // Fixed in 15.5.16 and 16.2.5: CVE-2026-44575 and CVE-2026-44573.
    expect(isAtLeast(version, '16.2.5'), version).toBe(true)
  }
  const auth = packages['node_modules/next-auth'].version
  expect(dependencies['next-auth']).toBe(auth)
  expect(Number(/^5\.0\.0-beta\.(\d+)$/.exec(auth)?.[1])).toBeGreaterThanOrEqual(32)
  expect(isAtLeast(packages['node_modules/@auth/core'].version, '0.41.3')).toBe(true)
})

function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0
}
