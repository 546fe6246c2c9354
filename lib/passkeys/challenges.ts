import { randomUUID } from 'node:crypto'
import { usedChallenges } from '@/db/schema/system/passkeys'
import { asSystem } from '@/db/transactions'
import { signToken, tokenId, verifyToken } from '@/lib/auth/tokens'
import { AppError } from '@/lib/errors'

export const CHALLENGE_SECONDS = 10 * 60

/** For whom a passkey is made, in which session. Empty for a sign-in. */
type Owner = { userId?: string; session?: string }

/** What a passkey signs. It is signed here too, so that the database need not know it before it is used. */
export function newChallenge(owner: Owner = {}): string {
  const expires = Date.now() + CHALLENGE_SECONDS * 1000
  return `${signToken('passkey', randomUUID(), versionOf(owner, expires))}.${expires}`
}

/** Throws `not_found` if it has expired, was used, is forged, or was made for another owner. */
export async function spendChallenge(challenge: string, owner: Owner = {}) {
  const [, token = '', expires] = /^(.+)\.(\d+)$/.exec(challenge) ?? []
  const id = tokenId(token)
  const expiresAt = new Date(Number(expires))
  const isOpen = id && verifyToken(token, 'passkey', id, versionOf(owner, +expiresAt))
  if (!isOpen || expiresAt <= new Date()) throw expired()
  const [used] = await asSystem('use up challenge', (tx) =>
    tx
      .insert(usedChallenges)
      .values({ id, expiresAt })
      .onConflictDoNothing()
      .returning({ id: usedChallenges.id }),
  )
  if (!used) throw expired()
}

const versionOf = ({ userId = '', session = '' }: Owner, expires: number) =>
  `${expires} ${userId} ${session}`

const expired = () => new AppError('not_found', 'This took too long. Try again.')
