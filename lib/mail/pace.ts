import { setTimeout } from 'node:timers/promises'
import pLimit from 'p-limit'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from '@/lib/env'
import { JobPostponed } from '@/lib/jobs/job-errors'
import { rateLimitStore } from '@/lib/throttle/rate-limit-store'

const LONGEST_WAIT_MS = 10_000
const KEY = 'all'

/** The provider accepts no mail for this time. */
export class ProviderBusy extends Error {
  constructor(readonly seconds: number) {
    super(`The mail provider accepts no mail for ${seconds} seconds.`)
  }
}

const oneAtATime = pLimit(1)

/** Keeps all workers together below MAILS_PER_SECOND. `ProviderBusy` pauses all of them. */
export const sendPaced = (send: () => Promise<void>) => oneAtATime(() => sendInTurn(send))

async function sendInTurn(send: () => Promise<void>) {
  await waitForTurn()
  // Counts from the response on: a request that was slow may have arrived just now.
  let pause = interval()
  try {
    await send()
  } catch (error) {
    if (!(error instanceof ProviderBusy)) throw error
    pause = error.seconds
    const ms = error.seconds * 1000
    if (ms > LONGEST_WAIT_MS) console.error(error.message)
    throw new JobPostponed(ms)
  } finally {
    await limiter().block(KEY, pause)
  }
}

async function waitForTurn() {
  for (;;) {
    const ms = await takeTurn()
    if (!ms) return
    if (ms > LONGEST_WAIT_MS) throw new JobPostponed(ms)
    await setTimeout(ms)
  }
}

/** Returns the time until the next turn, or 0 if this is our turn. */
async function takeTurn(): Promise<number> {
  try {
    await limiter().consume(KEY)
    return 0
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(error.msBeforeNext, 1)
    throw error
  }
}

// The limiter stores whole milliseconds.
const interval = () => Math.ceil(1000 / env().MAILS_PER_SECOND) / 1000

const limiter = () =>
  new RateLimiterPostgres({
    ...rateLimitStore,
    keyPrefix: 'mail',
    points: 1,
    duration: interval(),
  })
