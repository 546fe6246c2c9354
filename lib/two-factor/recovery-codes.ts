import { createHash, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { recoveryCodes } from '@/db/schema/system/two-factors'
import type { Tx } from '@/db/transactions'
import type { User } from '@/lib/auth/accounts'

const COUNT = 10
const LENGTH = 16
// 32 characters without those that look alike: i, l, o and u.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Replaces all codes of the user. Only their hashes are stored. */
export async function createRecoveryCodes(tx: Tx, user: User): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode)
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user.id))
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ userId: user.id, hash: hashRecoveryCode(user, code) })))
  return codes.map((code) => code.replace(/.{4}(?=.)/g, '$&-'))
}

export async function countRecoveryCodes(tx: Tx, user: User): Promise<number> {
  return tx.$count(recoveryCodes, eq(recoveryCodes.userId, user.id))
}

/** Fast, because 80 random bits cannot be guessed. */
export function hashRecoveryCode({ id }: { id: string }, code: string): string {
  return createHash('sha256').update(`${id}:${code}`).digest('base64url')
}

// 256 is a multiple of 32, so all characters are equally likely.
const newCode = () =>
  Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
