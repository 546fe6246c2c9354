import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Limit = { points: number; duration: number }

/** How often, in how many seconds: for one email, and for one IP address. */
const LIMITS = {
  'sign-in': {
    email: { points: 10, duration: 15 * MINUTE },
    ipAddress: { points: 100, duration: 15 * MINUTE },
  },
  'sign-up': { email: { points: 5, duration: HOUR }, ipAddress: { points: 30, duration: HOUR } },
  'password-reset': {
    email: { points: 5, duration: HOUR },
    ipAddress: { points: 30, duration: HOUR },
  },
  invitation: { email: { points: 10, duration: DAY }, ipAddress: { points: 200, duration: HOUR } },
  org: { email: { points: 20, duration: DAY }, ipAddress: { points: 200, duration: DAY } },
} satisfies Record<string, { email: Limit; ipAddress: Limit }>

export type Throttled = keyof typeof LIMITS

/**
 * Counts an attempt, in a transaction of its own so that it counts even if the attempt fails.
 * Throws `rate_limited` with the time to wait.
 */
export async function throttle(
  what: Throttled,
  { email, ipAddress, points = 1 }: { email?: string; ipAddress?: string; points?: number },
) {
  if (ipAddress) await consume(limiter(what, 'ipAddress'), ipAddress, points)
  if (email) await consume(limiter(what, 'email'), email, points)
}

/** Forgets the attempts on an address, after one that succeeded. */
export async function resetThrottle(what: Throttled, email: string) {
  await limiter(what, 'email').delete(email)
}

async function consume(limit: RateLimiterPostgres, key: string, points: number) {
  try {
    await limit.consume(key, points)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new AppError(
      'rate_limited',
      `Too many attempts. Try again in ${wait(refusal.msBeforeNext)}.`,
    )
  }
}

function wait(ms: number) {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes >= 120) return `${Math.ceil(minutes / 60)} hours`
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

function limiter(what: Throttled, by: 'email' | 'ipAddress') {
  return new RateLimiterPostgres({
    ...LIMITS[what][by],
    keyPrefix: `${what}:${by}`,
    storeClient: storeClient,
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
  })
}

// Leaves out the statement's name: a pooler in transaction mode loses named statements.
const storeClient = {
  query: ({ text, values }: { text: string; values: unknown[] }) =>
    asSystem('throttle', (tx) => tx.$client.query(text, values)),
}
