import { EventEmitter, once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Logger, run, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { createPool } from '@/db/client'
import { env } from '@/lib/env'
import { tasks } from './tasks'

const PAUSE_MS = 1_000
const FAILURES_UNTIL_STUCK = 5

/**
 * Works off the queue until `stop` is called, through any outage of the database. A job that fails
 * is tried again, later each time, 25 times over about four days.
 */
export function startWorker() {
  const stopping = new AbortController()
  const events: WorkerEvents = new EventEmitter()
  const stopped = keepRunning(events, stopping.signal)
  return {
    events,
    stopped,
    stop: async () => {
      stopping.abort()
      await stopped
    },
  }
}

// graphile-worker keeps the outcome of its first look at the database for good, a failure too:
// then no job is ever found, and only another runner helps.
async function keepRunning(events: WorkerEvents, signal: AbortSignal) {
  const connections = createPool(env().DATABASE_URL_DIRECT, 4)
  while (!signal.aborted) {
    await runUntilStuck(connections, events, signal).catch((error: Error) =>
      console.error(`The worker starts again: ${error.message}`),
    )
    await setTimeout(PAUSE_MS, null, { signal }).catch(() => {})
  }
  await connections.end()
}

async function runUntilStuck(connections: pg.Pool, events: WorkerEvents, signal: AbortSignal) {
  const runner = await run({
    pgPool: connections,
    taskList: tasks,
    events,
    crontab: '* * * * * release_abandoned_jobs\n17 4 * * * clean_up\n37 4 * * * purge_orgs',
    concurrency: 2,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger,
  })
  if (!signal.aborted) await Promise.race([once(signal, 'abort'), stuck(events), runner.promise])
  await runner.stop()
}

function stuck(events: WorkerEvents): Promise<void> {
  let failures = 0
  return new Promise((resolve) => {
    const works = () => {
      failures = 0
    }
    const fails = () => {
      failures++
      if (failures < FAILURES_UNTIL_STUCK) return
      events.off('worker:getJob:empty', works).off('job:start', works)
      events.off('worker:getJob:error', fails)
      resolve()
    }
    events.on('worker:getJob:empty', works).on('job:start', works)
    events.on('worker:getJob:error', fails)
  })
}

const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') console.error(message)
})
