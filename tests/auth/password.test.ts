import { expect, test, vi } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { cheapHash } from './cheap-hash'
import { took } from './elapsed'

// A hash is slow on purpose, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const COMPOSED = '\u00c5ngstr\u00f6m ffi'
const hash = await hashPassword(COMPOSED)

test('a hash names its cost, and has a salt of its own', async () => {
  expect(hash).toMatch(/^scrypt\$131072\$8\$1\$[\w+/]{22}==\$[\w+/]{43}=$/)
  expect(await hashPassword(COMPOSED)).not.toBe(hash)
})

test('only the right password verifies', async () => {
  expect(await verifyPassword(COMPOSED, hash)).toBe(true)
  expect(await verifyPassword(COMPOSED.toLowerCase(), hash)).toBe(false)
})

test('however a keyboard composes its letters, the password is the same', async () => {
  expect(await verifyPassword('A\u030angstro\u0308m \ufb03', hash)).toBe(true)
})

test('a hash of another cost still verifies', async () => {
  const old = cheapHash('correct horse')

  expect(await verifyPassword('correct horse', old)).toBe(true)
  expect(await verifyPassword('wrong horse', old)).toBe(false)
  expect(await verifyPassword('', old)).toBe(false)
})

test('of too many at once the last is turned away, and the others have their answer', async () => {
  const cheap = cheapHash('correct horse')

  const answers = await Promise.allSettled(
    Array.from({ length: 33 }, () => verifyPassword('correct horse', cheap)),
  )

  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(32)
  expect(answers.at(-1)).toMatchObject({ reason: { code: 'rate_limited' } })
  expect(await verifyPassword('correct horse', cheap)).toBe(true)
})

test('for nobody the answer is no, after the same work', async () => {
  const forNobody = await took(async () => {
    expect(await verifyPassword(COMPOSED, null)).toBe(false)
  })
  const forSomebody = await took(() => verifyPassword(COMPOSED, hash))

  expect(forNobody).toBeGreaterThan(forSomebody / 8)
  expect(forNobody).toBeLessThan(forSomebody * 8)
})
