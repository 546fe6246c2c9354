import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '@/lib/errors'
import { rateLimitStore } from './rate-limit-store'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Limit = { points: number; duration: number }

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

export type ThrottledAction = keyof typeof LIMITS

/** Counts an attempt in its own transaction, so that failed ones count too. Throws `rate_limited`. */
export async function throttle(
  action: ThrottledAction,
  { email, ipAddress, points = 1 }: { email?: string; ipAddress?: string; points?: number },
) {
  if (ipAddress) await countAttempt(limiter(action, 'ipAddress'), ipAddress, points)
  if (email) await countAttempt(limiter(action, 'email'), email, points)
}

export async function resetThrottle(action: ThrottledAction, email: string) {
  await limiter(action, 'email').delete(email)
}

async function countAttempt(limit: RateLimiterPostgres, key: string, points: number) {
  try {
    await limit.consume(key, points)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new AppError(
      'rate_limited',
      `Too many attempts. Try again in ${formatWait(error.msBeforeNext)}.`,
    )
  }
}

function formatWait(ms: number) {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes >= 120) return `${Math.ceil(minutes / 60)} hours`
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

function limiter(action: ThrottledAction, by: 'email' | 'ipAddress') {
  return new RateLimiterPostgres({
    ...rateLimitStore,
    ...LIMITS[action][by],
    keyPrefix: `${action}:${by}`,
  })
}
