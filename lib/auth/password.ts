import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '@/lib/errors'

// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** Returns `scrypt$N$r$p$salt$key`: old hashes still verify after the cost is increased. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await deriveKey(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join(
    '$',
  )
}

/** For `null` (no account), returns false after the same work, so that timing reveals nothing. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? PLACEHOLDER_HASH).split('$')
  const expected = Buffer.from(key, 'base64')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await deriveKey(password, Buffer.from(salt, 'base64'), cost)
  return timingSafeEqual(actual, expected) && hash !== null
}

const PLACEHOLDER_HASH = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join(
  '$',
)

// Keyboards encode the same letter differently. NFKC makes them equal.
function deriveKey(password: string, salt: Buffer, cost: typeof COST) {
  const maxmem = 256 * cost.N * cost.r
  return limitConcurrency(() =>
    derive(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem }),
  )
}

// One derivation takes 128 MB and one of the four threads of libuv's pool.
const MAX_RUNNING = 2
const MAX_QUEUED = 30
let running = 0
const queue: (() => void)[] = []

async function limitConcurrency<T>(run: () => Promise<T>): Promise<T> {
  if (queue.length >= MAX_QUEUED) {
    throw new AppError('rate_limited', 'The server is busy. Try again in a minute.')
  }
  if (running >= MAX_RUNNING) await new Promise<void>((resolve) => queue.push(resolve))
  else running++
  try {
    return await run()
  } finally {
    const next = queue.shift()
    if (next) next()
    else running--
  }
}
