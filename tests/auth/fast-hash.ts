import { scryptSync } from 'node:crypto'

/** Hashes a password with a low cost, for tests that do not measure the cost. */
export function fastHash(password: string, N = 1024): string {
  const salt = Buffer.alloc(16)
  const key = scryptSync(password, salt, 32, { N, r: 8, p: 1, maxmem: 256 * N * 8 })
  return `scrypt$${N}$8$1$${salt.toString('base64')}$${key.toString('base64')}`
}
