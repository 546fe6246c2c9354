import { createHmac, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isToken, signToken, tokenId } from '@/lib/auth/tokens'

const id = randomUUID()
const token = signToken('invitation', id, 2)
const [, mac = ''] = token.split('.')

test('a token opens the row that it was made for', () => {
  expect(tokenId(token)).toBe(id)
  expect(isToken(token, 'invitation', id, 2)).toBe(true)
  expect(isToken(signToken('sign-up', id), 'sign-up', id)).toBe(true)
})

test('a token can stand in a URL as it is', () => {
  expect(encodeURIComponent(token)).toBe(token)
})

test('a token opens nothing else', () => {
  expect(isToken(token, 'password-reset', id, 2)).toBe(false)
  expect(isToken(token, 'sign-up', id, 2)).toBe(false)
  expect(isToken(token, 'invitation', id, 1)).toBe(false)
  expect(isToken(token, 'invitation', id, 3)).toBe(false)
  expect(isToken(token, 'invitation', id)).toBe(false)
  expect(isToken(token, 'invitation', randomUUID(), 2)).toBe(false)
})

test('a token for one row does not become one for another', () => {
  const other = randomUUID()

  expect(isToken(`${other}.${mac}`, 'invitation', other, 2)).toBe(false)
})

test('a token made under another secret is forged', () => {
  const forged = createHmac('sha256', 'a secret of somebody else, long enough')
    .update(`invitation:${id}:2`)
    .digest('base64url')

  expect(isToken(`${id}.${forged}`, 'invitation', id, 2)).toBe(false)
})

test.each([
  { malformed: '' },
  { malformed: '.' },
  { malformed: '..' },
  { malformed: 'nonsense' },
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
])('a malformed token is refused without an exception: $malformed', ({ malformed }) => {
  const found = tokenId(malformed)

  expect(found !== null && isToken(malformed, 'invitation', found, 2)).toBe(false)
})
