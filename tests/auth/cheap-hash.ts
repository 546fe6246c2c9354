import { scryptSync } from 'node:crypto'

/** A hash that verifies in no time, for tests whose subject is not what a password costs. */
export function cheapHash(password: string): string {
  const salt = Buffer.alloc(16)
  const key = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 })
  return `scrypt$1024$8$1$${salt.toString('base64')}$${key.toString('base64')}`
}
