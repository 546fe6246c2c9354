import { createHmac, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { signToken, tokenId, verifyToken } from '@/lib/auth/tokens'

const id = randomUUID()
const token = signToken('sign-up', id, 2)
const [, mac = ''] = token.split('.')

test('a token is valid for its row', () => {
  expect(tokenId(token)).toBe(id)
  expect(verifyToken(token, 'sign-up', id, 2)).toBe(true)
  expect(verifyToken(signToken('email-change', id), 'email-change', id)).toBe(true)
})

test('a token needs no encoding in a URL', () => {
  expect(encodeURIComponent(token)).toBe(token)
})

test('a token is invalid for other purposes, versions and rows', () => {
  expect(verifyToken(token, 'password-reset', id, 2)).toBe(false)
  expect(verifyToken(token, 'email-change', id, 2)).toBe(false)
  expect(verifyToken(token, 'sign-up', id, 1)).toBe(false)
  expect(verifyToken(token, 'sign-up', id, 3)).toBe(false)
  expect(verifyToken(token, 'sign-up', id)).toBe(false)
  expect(verifyToken(token, 'sign-up', randomUUID(), 2)).toBe(false)
})

test('the HMAC of one row is invalid with the id of another', () => {
  const other = randomUUID()

  expect(verifyToken(`${other}.${mac}`, 'sign-up', other, 2)).toBe(false)
})

test('a token signed with another secret is invalid', () => {
  const forged = createHmac('sha256', 'another secret that is long enough')
    .update(`sign-up:${id}:2`)
    .digest('base64url')

  expect(verifyToken(`${id}.${forged}`, 'sign-up', id, 2)).toBe(false)
})

test.each([
  { malformed: '' },
  { malformed: '.' },
  { malformed: '..' },
  { malformed: 'garbage' },
  { malformed: id },
  { malformed: `${id}.` },
  { malformed: `.${mac}` },
  { malformed: `${id}${mac}` },
  { malformed: `${id}.${mac.slice(0, -2)}` },
  { malformed: `${id}.${mac}AAAA` },
  { malformed: `${token}.more` },
  { malformed: `${token}=` },
  { malformed: ` ${token}` },
  { malformed: token.replace(id, id.toUpperCase()) },
  { malformed: `${id}.${'A'.repeat(mac.length)}` },
  { malformed: `${id}.${'A'.repeat(10_000)}` },
  { malformed: `${id}.ключ` },
  { malformed: `${id}\0.${mac}` },
  { malformed: `' or true --.${mac}` },
])('a malformed token is invalid and throws no error: $malformed', ({ malformed }) => {
  const found = tokenId(malformed)

  expect(found !== null && verifyToken(malformed, 'sign-up', found, 2)).toBe(false)
})
