import type { TaskList } from 'graphile-worker'
import type { MailJob } from '@/lib/mail/mails'
import { sendMail } from '@/lib/mail/send-mail'
import { purgeOrgs } from '@/lib/orgs/purge'
import { cleanUp } from './clean-up'

export const tasks: TaskList = {
  send_mail: async (payload, { job }) => {
    const { mail, id } = payload as MailJob
    await sendMail({ mail, id }, `${mail}/${id}/${job.id}`)
  },
  clean_up: cleanUp,
  purge_orgs: purgeOrgs,
  // A killed worker keeps its jobs locked for four hours. No mail takes two minutes.
  release_abandoned_jobs: async (_, { query }) => {
    await query(
      `select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs
        where locked_at < now() - interval '2 minutes'))`,
    )
  },
}
