import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { env } from '@/lib/env'

type Purpose =
  | 'sign-up'
  | 'password-reset'
  | 'sign-in-link'
  | 'email-change'
  | 'email-change-undo'
  | 'invitation'
  | 'device'
  | 'pending-sign-in'
  | 'connect'
  | 'passkey'

type Version = number | string

/** Returns the row's id and an HMAC. A change of the row's `version` invalidates earlier tokens. */
export function signToken(purpose: Purpose, id: string, version: Version = 1): string {
  return `${id}.${hmac(purpose, id, version).toString('base64url')}`
}

/** Null if the token is malformed. Does not verify the HMAC. */
export function tokenId(token: string): string | null {
  return z.uuid().safeParse(token.split('.')[0]).data?.toLowerCase() ?? null
}

export function verifyToken(
  token: string,
  purpose: Purpose,
  id: string,
  version: Version = 1,
): boolean {
  const given = Buffer.from(token)
  const expected = Buffer.from(signToken(purpose, id, version))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function hmac(purpose: Purpose, id: string, version: Version) {
  return createHmac('sha256', env().AUTH_SECRET).update(`${purpose}:${id}:${version}`).digest()
}
