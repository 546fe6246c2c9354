import { expect, test } from 'vitest'
import { isVerifiedIdentity, readProfile } from '@/lib/oauth/identity'

const provider = { id: 'oidc' as const, name: 'Acme' }
const ann = { email: 'Ann@Example.com', email_verified: true, name: 'Ann Quinn' }

test('a verified email is read in lower case, with the name', () => {
  expect(readProfile(provider, '1', ann)).toEqual({
    provider,
    id: '1',
    email: 'ann@example.com',
    name: 'Ann Quinn',
  })
})

test.each([false, undefined, null, 'false', 1, '1', {}])(
  'with email_verified %j the email is not verified',
  (email_verified) => {
    const identity = readProfile(provider, '1', { ...ann, email_verified })
    expect(identity.email).toBe(null)
    expect(isVerifiedIdentity(identity)).toBe(false)
  },
)

test('the text "true" counts as verified', () => {
  const identity = readProfile(provider, '1', { ...ann, email_verified: 'true' })
  expect(isVerifiedIdentity(identity)).toBe(true)
})

test.each([undefined, '', 'no email', 'a@b', 7, ['ann@example.com']])(
  'the email %j is none, even if it is verified',
  (email) => {
    expect(readProfile(provider, '1', { ...ann, email }).email).toBe(null)
  },
)

test.each([
  [{ name: ' Ann ' }, 'Ann'],
  [{ name: null, login: 'annq' }, 'annq'],
  [{ name: '', preferred_username: 'annq' }, 'annq'],
  [{ name: 'x'.repeat(101), nickname: 'Annie' }, 'Annie'],
  [{ name: '\u202e' }, 'ann'],
  [{ name: undefined }, 'ann'],
])('the profile %j has a name', (names, expected) => {
  expect(readProfile(provider, '1', { ...ann, ...names }).name).toBe(expected)
})
