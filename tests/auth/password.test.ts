import { expect, test, vi } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { fastHash } from './fast-hash'
import { elapsed } from './timing'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const COMPOSED = '\u00c5ngstr\u00f6m ffi'
const hash = await hashPassword(COMPOSED)

test('a hash contains its cost and a random salt', async () => {
  expect(hash).toMatch(/^scrypt\$131072\$8\$1\$[\w+/]{22}==\$[\w+/]{43}=$/)
  expect(await hashPassword(COMPOSED)).not.toBe(hash)
})

test('only the right password verifies', async () => {
  expect(await verifyPassword(COMPOSED, hash)).toBe(true)
  expect(await verifyPassword(COMPOSED.toLowerCase(), hash)).toBe(false)
})

test('composed and decomposed letters make the same password', async () => {
  expect(await verifyPassword('A\u030angstro\u0308m \ufb03', hash)).toBe(true)
})

test('a hash with another cost still verifies', async () => {
  const old = fastHash('correct horse')

  expect(await verifyPassword('correct horse', old)).toBe(true)
  expect(await verifyPassword('wrong horse', old)).toBe(false)
  expect(await verifyPassword('', old)).toBe(false)
})

test('the last of too many concurrent hashes is rejected and the others complete', async () => {
  const hash = fastHash('correct horse')

  const results = await Promise.allSettled(
    Array.from({ length: 33 }, () => verifyPassword('correct horse', hash)),
  )

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(32)
  expect(results.at(-1)).toMatchObject({ reason: { code: 'rate_limited' } })
  expect(await verifyPassword('correct horse', hash)).toBe(true)
})

test('other clients do not wait for one that sends many passwords', async () => {
  const hash = fastHash('correct horse')
  const done: string[] = []
  const verify = (client: string) =>
    verifyPassword('correct horse', hash, client).then(() => done.push(client))

  const flood = Promise.allSettled(Array.from({ length: 60 }, () => verify('mallory')))
  const others = ['ann', 'bob', 'ann'].map(verify)

  expect(await Promise.allSettled(others)).toMatchObject(
    others.map(() => ({ status: 'fulfilled' })),
  )
  const results = await flood
  // Two of Mallory's run already, and then the clients take turns.
  const before = done.slice(0, done.lastIndexOf('ann'))
  expect(before.filter((client) => client === 'mallory').length).toBeLessThanOrEqual(5)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(29)
  expect(results[0]).toMatchObject({ status: 'fulfilled' })
  expect(results[59]).toMatchObject({ reason: { code: 'rate_limited' } })
})

test('a missing hash does not verify, after the same work', async () => {
  const withoutHash = await elapsed(async () => {
    expect(await verifyPassword(COMPOSED, null)).toBe(false)
  })
  const withHash = await elapsed(() => verifyPassword(COMPOSED, hash))

  expect(withoutHash).toBeGreaterThan(withHash / 8)
  expect(withoutHash).toBeLessThan(withHash * 8)
})
