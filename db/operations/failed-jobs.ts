import type pg from 'pg'
import { createPool } from '@/db/client'
import { databaseEnv } from '@/lib/env'

export type FailedJob = {
  id: string
  task: string
  /** For a mail: its name and recipient. */
  subject: string
  queuedAt: Date
  error: string
}

/** Jobs that will not be tried again. They stay in the queue until they are retried or deleted. */
export const listFailedJobs = () => withQueue(list)

/** Returns the jobs that the worker will try again. Without ids, all failed jobs. */
export const retryFailedJobs = (ids?: string[]) =>
  withQueue((pool) =>
    change(pool, ids, 'graphile_worker.reschedule_jobs($1, run_at => now(), attempts => 0)'),
  )

/** Deletes failed jobs and returns them. Without ids, all of them. */
export const deleteFailedJobs = (ids?: string[]) =>
  withQueue((pool) => change(pool, ids, 'graphile_worker.complete_jobs($1)'))

async function list(pool: pg.Pool): Promise<FailedJob[]> {
  const { rows } = await pool.query<FailedJob>(
    `select jobs.id, identifier as task, jobs.created_at as "queuedAt", last_error as error,
       concat_ws(' to ', payload ->> 'mail', payload ->> 'to') as subject
     from graphile_worker._private_jobs jobs
     join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
     where attempts >= max_attempts and locked_at is null order by jobs.id`,
  )
  return rows
}

async function change(pool: pg.Pool, ids: string[] | undefined, change: string) {
  const failed = await list(pool)
  const chosen = ids ? failed.filter(({ id }) => ids.includes(id)) : failed
  await pool.query(`select ${change}`, [chosen.map(({ id }) => id)])
  return chosen
}

async function withQueue<T>(run: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = createPool(databaseEnv().DATABASE_URL_DIRECT, 1)
  try {
    return await run(pool)
  } finally {
    await pool.end()
  }
}
