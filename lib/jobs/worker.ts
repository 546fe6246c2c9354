import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import { createPool } from '@/db/client'
import { env } from '@/lib/env'
import type { MailJob } from '@/lib/mail/mails'
import { sendMail } from '@/lib/mail/send-mail'
import { cleanUp } from './clean-up'

/**
 * Works off the queue until it is stopped. Failed jobs are tried again, later each time, 25 times
 * over about three days.
 */
export async function startWorker(): Promise<Runner> {
  return run({
    pgPool: createPool(env().DATABASE_URL_DIRECT, 4),
    taskList: tasks,
    crontab: '*/5 * * * * release_abandoned_jobs\n17 4 * * * clean_up',
    concurrency: 2,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger,
  })
}

const tasks: TaskList = {
  send_mail: async (payload, { job }) => {
    const { mail, id } = payload as MailJob
    await sendMail({ mail, id }, `${mail}/${id}/${job.id}`)
  },
  clean_up: cleanUp,
  // A worker that was killed holds its jobs for four hours; no mail takes ten minutes.
  release_abandoned_jobs: async (_, { query }) => {
    await query(
      `select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs
        where locked_at < now() - interval '10 minutes'))`,
    )
  },
}

const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') console.error(message)
})
