import type { Task, TaskList } from 'graphile-worker'
import { z } from 'zod'
import type { ServiceTask } from '@/db/jobs'
import { files } from '@/lib/files/storage'
import { purgeAccounts } from '@/lib/leaving/purge-accounts'
import { readMailJob } from '@/lib/mail/mails'
import { sendMail } from '@/lib/mail/send-mail'
import { purgeOrgs } from '@/lib/orgs/purge'
import { cleanUp } from './clean-up'
import { releaseAbandonedJobs } from './worker-locks'

const serviceTasks: Record<ServiceTask, Task> = {
  send_mail: async (payload, { job }) => {
    const mail = readMailJob(payload)
    await sendMail(mail, {
      key: `${mail.mail}/${mail.id}/${job.id}`,
      queuedAt: new Date(job.created_at),
    })
  },
  delete_file: async (payload) => {
    await files()?.delete(z.object({ key: z.string() }).parse(payload).key)
  },
}

export const tasks: TaskList = {
  ...serviceTasks,
  clean_up: cleanUp,
  purge_accounts: purgeAccounts,
  purge_orgs: purgeOrgs,
  release_abandoned_jobs: (_, { query }) => releaseAbandonedJobs(query),
}
