import type { Job, WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { JobError, JobPostponed } from './job-errors'

/** Logs failed jobs, and does what graphile-worker lacks: it postpones, gives up and releases jobs. */
export function followJobs(pool: pg.Pool, events: WorkerEvents) {
  const running = new Map<string, { job: Job; workerId: string }>()
  events.on('job:start', ({ job, worker }) => {
    running.set(job.id, { job, workerId: worker.workerId })
  })
  events.on('job:complete', ({ job, error }) => {
    running.delete(job.id)
    if (error) handleFailure(pool, job, error).catch(logError)
  })
  return {
    /** Unlocks the jobs that are still running. The interrupted attempt does not count. */
    release: async () => {
      for (const { job, workerId } of running.values()) {
        await release(pool, job, workerId).catch(logError)
      }
      running.clear()
    },
  }
}

async function handleFailure(pool: pg.Pool, job: Job, error: unknown) {
  if (error instanceof JobPostponed) return reschedule(pool, job, error.ms)
  const isPermanent = error instanceof JobError && error.isPermanent
  const isLast = isPermanent || job.attempts >= job.max_attempts
  const attempt = isLast
    ? 'failed for good, see `npm run jobs:failed`'
    : `failed, attempt ${job.attempts} of ${job.max_attempts}`
  console.error(`Job ${job.id} (${job.task_identifier}) ${attempt}: ${reasonOf(error)}`)
  if (isPermanent) {
    await pool.query('select graphile_worker.permanently_fail_jobs(array[$1::bigint], $2)', [
      job.id,
      error.message,
    ])
  }
}

function reasonOf(error: unknown) {
  if (error instanceof JobError) return error.message
  return error instanceof Error ? error.stack : String(error)
}

async function release(pool: pg.Pool, job: Job, workerId: string) {
  await pool.query('select graphile_worker.force_unlock_workers(array[$1])', [workerId])
  await reschedule(pool, job, 0)
}

async function reschedule(pool: pg.Pool, { id, attempts }: Job, ms: number) {
  await pool.query(
    `select graphile_worker.reschedule_jobs(array[$1::bigint],
       run_at => now() + $2 * interval '1 ms', attempts => $3)`,
    [id, ms, attempts - 1],
  )
}

function logError(error: Error) {
  console.error(`The worker cannot update a job: ${error.message}`)
}
