import { scryptSync } from 'node:crypto'

/** Hashes a password with the lowest cost, for tests that do not measure the cost. */
export function fastHash(password: string): string {
  const salt = Buffer.alloc(16)
  const key = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 })
  return `scrypt$1024$8$1$${salt.toString('base64')}$${key.toString('base64')}`
}
