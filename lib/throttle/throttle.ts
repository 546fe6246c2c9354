import { eq, or, sql } from 'drizzle-orm'
import ipaddr from 'ipaddr.js'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { rateLimitStore } from './rate-limit-store'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const KEYS = ['client', 'email', 'network'] as const

type Key = (typeof KEYS)[number]

type Limits = Partial<Record<Key, { points: number; duration: number }>>

const LIMITS = {
  'sign-in': {
    // Per email and client, which is a network or a known device.
    client: { points: 10, duration: 15 * MINUTE },
    // More than one network can use up in an hour, so that a single stranger bars no one.
    email: { points: 50, duration: HOUR },
    network: { points: 100, duration: 15 * MINUTE },
  },
  // Three of a million codes are right at a time. One person stays far below a day's 30 failures.
  'two-factor': {
    client: { points: 10, duration: 15 * MINUTE },
    email: { points: 30, duration: DAY },
    network: { points: 100, duration: 15 * MINUTE },
  },
  'sign-up': { email: { points: 5, duration: HOUR }, network: { points: 200, duration: HOUR } },
  'password-reset': {
    email: { points: 5, duration: HOUR },
    network: { points: 100, duration: HOUR },
  },
  'sign-in-link': {
    email: { points: 5, duration: HOUR },
    network: { points: 100, duration: HOUR },
  },
  passkey: { network: { points: 100, duration: 15 * MINUTE } },
  // Per account, and per email that gets the mail.
  'email-change': {
    email: { points: 5, duration: HOUR },
    network: { points: 100, duration: HOUR },
  },
  invitation: { email: { points: 10, duration: DAY }, network: { points: 1000, duration: HOUR } },
  org: { email: { points: 20, duration: DAY } },
  picture: { email: { points: 30, duration: HOUR } },
} satisfies Record<string, Limits>

export type ThrottledAction = keyof typeof LIMITS

/** `device` is the id of a known device: the email signed in there before. It has a separate limit. */
type Attempt = { email?: string; ipAddress?: string; device?: string | null }

/** Counts an attempt in its own transaction, so that failed ones count too. Throws `rate_limited`. */
export async function throttle(
  action: ThrottledAction,
  { points = 1, ...attempt }: Attempt & { points?: number },
) {
  for (const { limiter, value } of limitersOf(action, attempt)) {
    await limiter.consume(value, points).catch(refuse)
  }
}

/** Counts attempts that `run` refuses. A success forgets the failures of the email. */
export async function throttleFailures<T>(
  action: ThrottledAction,
  attempt: Attempt,
  run: () => Promise<T>,
): Promise<T> {
  // Before the result is known, because attempts may be concurrent.
  await throttle(action, attempt)
  const result = await run().catch(async (error: unknown) => {
    if (!isRefusal(error)) await giveBack(limitersOf(action, attempt))
    throw error
  })
  const limiters = limitersOf(action, attempt)
  await giveBack(limiters.filter(({ key }) => key === 'network'))
  for (const { key, limiter, value } of limiters) {
    if (key !== 'network') await limiter.delete(value)
  }
  return result
}

/** Forgets the failures of the email in all networks. Scans the table. */
export async function resetThrottle(action: ThrottledAction, email: string) {
  await asSystem('throttle', (tx) =>
    tx
      .delete(rateLimits)
      .where(
        or(
          eq(rateLimits.key, `${action}:email:${email}`),
          sql`starts_with(${rateLimits.key}, ${`${action}:client:${email} `})`,
        ),
      ),
  )
}

/** Whom an attempt counts for: the known device, or else the network. */
export function clientOf({ ipAddress = 'unknown', device }: Attempt): string {
  return device ?? networkOf(ipAddress)
}

/** An IPv6 client can use all addresses of a /64. */
function networkOf(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return ipAddress
  const address = ipaddr.process(ipAddress)
  if (address.kind() === 'ipv4') return address.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`
}

type Counter = { key: Key; limiter: RateLimiterPostgres; value: string }

function limitersOf(action: ThrottledAction, attempt: Attempt): Counter[] {
  const { email, ipAddress, device } = attempt
  const values = {
    client: email && (ipAddress || device) && `${email} ${clientOf(attempt)}`,
    email: device ? null : email,
    network: device ? null : ipAddress && clientOf(attempt),
  }
  const limits: Limits = LIMITS[action]
  return KEYS.flatMap((key) => {
    const [limit, value] = [limits[key], values[key]]
    if (!limit || !value) return []
    const keyPrefix = `${action}:${key}`
    return [
      { key, value, limiter: new RateLimiterPostgres({ ...rateLimitStore, ...limit, keyPrefix }) },
    ]
  })
}

async function giveBack(counters: Counter[]) {
  for (const { limiter, value } of counters) await limiter.reward(value)
}

// Other errors, such as an outage, are not the fault of the client.
function isRefusal(error: unknown) {
  return error instanceof AppError && ['invalid', 'not_found', 'conflict'].includes(error.code)
}

function refuse(error: unknown): never {
  if (!(error instanceof RateLimiterRes)) throw error
  const wait = formatWait(error.msBeforeNext)
  throw new AppError('rate_limited', `Too many attempts. Try again in ${wait}.`)
}

function formatWait(ms: number) {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes >= 120) return `${Math.ceil(minutes / 60)} hours`
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
