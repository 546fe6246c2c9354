import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { env } from '@/lib/env'
import { decryptSecret, encryptSecret, newSecret, secretUrl, stepOf } from '@/lib/two-factor/secret'

const userId = randomUUID()

test('a secret is encrypted, differently each time', () => {
  const secret = newSecret()
  const encrypted = encryptSecret(secret, userId)

  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(encrypted).not.toContain(secret)
  expect(encryptSecret(secret, userId)).not.toBe(encrypted)
  expect(decryptSecret(encrypted, userId)).toBe(secret)
})

test('it is not decrypted for another user, when it was changed, or with another AUTH_SECRET', () => {
  const encrypted = encryptSecret(newSecret(), userId)
  const refused = expect.objectContaining({ code: 'invalid' })
  const changed = Buffer.from(encrypted, 'base64url')
  changed[40] = (changed[40] ?? 0) ^ 1

  expect(() => decryptSecret(encrypted, randomUUID())).toThrow(refused)
  expect(() => decryptSecret(changed.toString('base64url'), userId)).toThrow(refused)
  withAuthSecret('another secret of at least 32 characters')
  expect(() => decryptSecret(encrypted, userId)).toThrow(refused)
})

// https://www.rfc-editor.org/rfc/rfc6238#appendix-B, the last six digits
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [2000000000, '279037'],
])('the codes are those of RFC 6238 at %i', (seconds, code) => {
  stopAt(seconds)

  expect(stepOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', code)).toBe(Math.floor(seconds / 30))
})

test('a code is right one step early or late, and no longer', () => {
  const right = [30, 60, 89].map((offset) => stepAt(1111111109 + offset - 59))

  expect(right).toEqual([37037036, 37037036, 37037036])
  expect(stepAt(1111111109 - 60)).toBe(null)
  expect(stepAt(1111111109 + 31)).toBe(null)
})

test('the URL for the app names the product and the email', () => {
  const url = new URL(secretUrl('GEZDGNBVGY3TQOJQ', { email: 'ann@example.com' }))

  expect(url.href).toMatch(/^otpauth:\/\/totp\//)
  expect(decodeURIComponent(url.pathname)).toContain('ann@example.com')
  expect(url.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQ')
})

function stepAt(seconds: number) {
  stopAt(seconds)
  return stepOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '081804')
}

function stopAt(seconds: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: seconds * 1000 })
  onTestFinished(() => void vi.useRealTimers())
}

function withAuthSecret(AUTH_SECRET: string) {
  const before = env().AUTH_SECRET
  Object.assign(env(), { AUTH_SECRET })
  onTestFinished(() => void Object.assign(env(), { AUTH_SECRET: before }))
}
