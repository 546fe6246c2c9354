import type { Task, TaskList } from 'graphile-worker'
import type { ServiceTask } from '@/db/jobs'
import type { MailJob } from '@/lib/mail/mails'
import { sendMail } from '@/lib/mail/send-mail'
import { purgeOrgs } from '@/lib/orgs/purge'
import { cleanUp } from './clean-up'

const serviceTasks: Record<ServiceTask, Task> = {
  send_mail: async (payload, { job }) => {
    const mail = payload as MailJob
    await sendMail(mail, {
      key: `${mail.mail}/${mail.id}/${job.id}`,
      queuedAt: new Date(job.created_at),
    })
  },
}

export const tasks: TaskList = {
  ...serviceTasks,
  clean_up: cleanUp,
  purge_orgs: purgeOrgs,
  // A killed worker keeps its jobs locked for four hours. Only jobs of the queue `long` take two minutes.
  release_abandoned_jobs: async (_, { query }) => {
    await query(
      `select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs
        where locked_at < now() - interval '2 minutes' and queue_name is distinct from 'long'))`,
    )
  },
}
