import type { Worker, WorkerEvents } from 'graphile-worker'
import type pg from 'pg'

/**
 * Holds an advisory lock for each worker of this process, on a separate connection. `lost` resolves when
 * that connection ends. PostgreSQL ends it if the process is killed.
 */
export async function holdWorkerLocks(pool: pg.Pool, events: WorkerEvents) {
  const client = await pool.connect()
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve)
  })
  let ready: Promise<unknown> = client.query(KEEPALIVE).catch(release)
  const lock = ({ worker }: { worker: Worker }) => {
    const statement = `select pg_advisory_lock(${keyOf('$1')})`
    ready = ready.then(() => client.query(statement, [worker.workerId])).catch(release)
  }
  let isReleased = false
  function release() {
    if (isReleased) return
    isReleased = true
    events.off('worker:create', lock)
    client.release(true)
  }
  events.on('worker:create', lock)
  return { lost, release }
}

// Otherwise PostgreSQL takes hours to notice that a machine is gone.
const KEEPALIVE =
  'set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3'

/** graphile-worker itself keeps the jobs of a killed worker locked for four hours. */
export async function releaseAbandonedJobs(query: (sql: string) => Promise<unknown>) {
  // A worker that just started may have a job before it has its lock.
  await query(
    `select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker.jobs
      where locked_at < now() - interval '10 seconds'
        and pg_try_advisory_xact_lock(${keyOf('locked_by')})))`,
  )
}

const keyOf = (worker: string) => `hashtextextended('worker ' || ${worker}, 0)`
