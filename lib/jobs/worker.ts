import { EventEmitter, once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Logger, type Runner, run, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { createPool } from '@/db/client'
import { databaseEnv } from '@/lib/env'
import { followJobs } from './follow-jobs'
import { tasks } from './tasks'
import { holdWorkerLocks } from './worker-locks'

const RESTART_DELAY_MS = 1_000
const FAILURES_UNTIL_STUCK = 5
const MS_TO_FINISH = 4_000

// One job of the queue `long` runs at a time, so that mail always finds a free slot.
const SCHEDULE = `
* * * * * release_abandoned_jobs
17 4 * * * clean_up ?queue=long
27 4 * * * purge_accounts ?queue=long
37 4 * * * purge_orgs ?queue=long`

/** Survives database outages. A failed job is retried up to 25 times over about four days. */
export function startWorker() {
  const stopping = new AbortController()
  const events: WorkerEvents = new EventEmitter()
  const stopped = keepRunning(events, stopping.signal)
  return {
    events,
    stopped,
    /** Jobs that do not finish within four seconds are released for other workers. */
    stop: async () => {
      stopping.abort()
      await stopped
    },
  }
}

// If graphile-worker's first query fails, it never finds a job again. Only a new runner recovers.
async function keepRunning(events: WorkerEvents, signal: AbortSignal) {
  const pool = createPool(databaseEnv().DATABASE_URL_DIRECT, 6)
  const jobs = followJobs(pool, events)
  while (!signal.aborted) {
    await runUntilStuck(pool, events, signal).catch((error: Error) =>
      console.error(`The worker stopped and restarts in a second: ${error.message}`),
    )
    await jobs.release()
    await setTimeout(RESTART_DELAY_MS, null, { signal }).catch(() => {})
  }
  await pool.end()
}

async function runUntilStuck(pool: pg.Pool, events: WorkerEvents, signal: AbortSignal) {
  const locks = await holdWorkerLocks(pool, events)
  try {
    const runner = await run({
      pgPool: pool,
      taskList: tasks,
      events,
      crontab: SCHEDULE,
      concurrency: 3,
      pollInterval: 2_000,
      noHandleSignals: true,
      logger,
    })
    await warnOfUnknownTasks(pool)
    if (!signal.aborted) {
      await Promise.race([once(signal, 'abort'), untilStuck(events), runner.promise, locks.lost])
    }
    await stop(runner)
  } finally {
    locks.release()
  }
}

// graphile-worker leaves them in the queue for a version that has the task, and says nothing.
async function warnOfUnknownTasks(pool: pg.Pool) {
  const { rows } = await pool.query<{ task: string; jobs: number }>(
    `select task_identifier as task, count(*)::int as jobs from graphile_worker.jobs
     where task_identifier <> all($1) group by 1`,
    [Object.keys(tasks)],
  )
  for (const { task, jobs } of rows) {
    console.error(`This version of the app has no task ${task}. Jobs that wait for it: ${jobs}.`)
  }
}

function stop(runner: Runner) {
  return Promise.race([runner.stop(), setTimeout(MS_TO_FINISH, null, { ref: false })])
}

function untilStuck(events: WorkerEvents): Promise<void> {
  let failures = 0
  return new Promise((resolve) => {
    const onSuccess = () => {
      failures = 0
    }
    const onFailure = () => {
      failures++
      if (failures < FAILURES_UNTIL_STUCK) return
      events.off('worker:getJob:empty', onSuccess).off('job:start', onSuccess)
      events.off('worker:getJob:error', onFailure)
      resolve()
    }
    events.on('worker:getJob:empty', onSuccess).on('job:start', onSuccess)
    events.on('worker:getJob:error', onFailure)
  })
}

// Failed jobs are logged by `followJobs`.
const logger = new Logger(() => (level, message, meta) => {
  if ((level === 'error' || level === 'warning') && !meta?.failure) console.error(message)
})
