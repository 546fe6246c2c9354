import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { fairQueue } from '@/lib/fair-queue'

// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32

/** The password of the seeded accounts. */
export const DEMO_PASSWORD = 'password'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** Returns `scrypt$N$r$p$salt$key`: old hashes still verify after the cost is increased. */
export async function hashPassword(password: string, client = 'server'): Promise<string> {
  const salt = randomBytes(16)
  const key = await deriveKey(password, salt, COST, client)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join(
    '$',
  )
}

/** For `null` (no account), returns false after the same work, so that timing reveals nothing. */
export async function verifyPassword(
  password: string,
  hash: string | null,
  client = 'server',
): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? PLACEHOLDER_HASH).split('$')
  const expected = Buffer.from(key, 'base64')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await deriveKey(password, Buffer.from(salt, 'base64'), cost, client)
  return timingSafeEqual(actual, expected) && hash !== null
}

const PLACEHOLDER_HASH = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join(
  '$',
)

// Keyboards encode the same letter differently. NFKC makes them equal.
function deriveKey(password: string, salt: Buffer, cost: typeof COST, client: string) {
  const maxmem = 256 * cost.N * cost.r
  return queue(client, () =>
    derive(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem }),
  )
}

// One derivation takes 128 MB and one of the four threads of libuv's pool.
const queue = fairQueue(2, 30)
