import { expect, test } from 'vitest'
import { findDevice, rememberDevice } from '@/lib/auth/devices'
import { signToken } from '@/lib/auth/tokens'
import { uniqueEmail } from '../factories'

test('a device is known to the emails that signed in there, and keeps its id', () => {
  const [ann, bob] = [uniqueEmail(), uniqueEmail()]

  const first = rememberDevice(undefined, ann)
  const second = rememberDevice(first, bob)
  const third = rememberDevice(second, ann)

  expect(findDevice(first, ann)).toMatch(/^[0-9a-f-]{36}$/)
  expect(findDevice(first, bob)).toBeNull()
  for (const cookie of [second, third]) {
    expect(findDevice(cookie, ann)).toBe(findDevice(first, ann))
    expect(findDevice(cookie, bob)).toBe(findDevice(second, bob))
  }
  expect(findDevice(rememberDevice(undefined, ann), ann)).not.toBe(findDevice(first, ann))
})

test('a device knows the five emails that signed in last', () => {
  const emails = Array.from({ length: 6 }, uniqueEmail)

  const cookie = emails.reduce<string | undefined>(rememberDevice, undefined)

  const known = emails.filter((email) => findDevice(cookie, email))
  expect(known).toEqual(emails.slice(1))
  expect(cookie?.length).toBeLessThan(500)
})

test('a forged cookie is of no known device', () => {
  const ann = uniqueEmail()
  const token = rememberDevice(undefined, ann)
  const [id = '', mac = ''] = token.split('.')

  for (const forged of [
    '',
    'nonsense',
    id,
    `${id}.${'A'.repeat(mac.length)}`,
    signToken('device', id),
    signToken('password-reset', id),
    rememberDevice(undefined, uniqueEmail()).replace(/^[^.]+/, id),
  ]) {
    expect(findDevice(forged, ann), forged).toBeNull()
  }
  expect(findDevice(token, ann)).toBe(id)
})
