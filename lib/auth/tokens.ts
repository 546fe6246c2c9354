import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { env } from '@/lib/env'

type Purpose = 'sign-up' | 'password-reset' | 'invitation'

/**
 * A link's token: the row's id and its HMAC under `AUTH_SECRET`. It is made anew whenever a mail is
 * rendered, so nothing that opens a door is stored. A new `version` ends the tokens of older ones.
 */
export function signToken(purpose: Purpose, id: string, version = 1): string {
  return `${id}.${macOf(purpose, id, version).toString('base64url')}`
}

/** The row that a token speaks of, or null if it is malformed. Proves nothing by itself. */
export function tokenId(token: string): string | null {
  return z.uuid().safeParse(token.split('.')[0]).data?.toLowerCase() ?? null
}

export function isToken(token: string, purpose: Purpose, id: string, version = 1): boolean {
  const given = Buffer.from(token)
  const expected = Buffer.from(signToken(purpose, id, version))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function macOf(purpose: Purpose, id: string, version: number) {
  return createHmac('sha256', env().AUTH_SECRET).update(`${purpose}:${id}:${version}`).digest()
}
