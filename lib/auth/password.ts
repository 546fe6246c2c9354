import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '@/lib/errors'

// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** `scrypt$N$r$p$salt$key`, so that the cost may rise and old hashes still verify. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await deriveKey(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join(
    '$',
  )
}

/** False for a wrong password, and, after the same work, for `null`: nobody has that account. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? NOBODYS).split('$')
  const expected = Buffer.from(key, 'base64')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await deriveKey(password, Buffer.from(salt, 'base64'), cost)
  return timingSafeEqual(actual, expected) && hash !== null
}

const NOBODYS = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join('$')

// Keyboards differ in how they compose a letter; NFKC makes the same password of both.
function deriveKey(password: string, salt: Buffer, cost: typeof COST) {
  const maxmem = 256 * cost.N * cost.r
  return oneOfFew(() => derive(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem }))
}

// A key takes 128 MB and one of the four threads that files are read with. So few at once, and a
// queue that ends.
const AT_ONCE = 2
const WAITING = 30
let running = 0
const waiting: (() => void)[] = []

async function oneOfFew<T>(run: () => Promise<T>): Promise<T> {
  if (waiting.length >= WAITING) {
    throw new AppError('rate_limited', 'The server is busy. Try again in a minute.')
  }
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await run()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
