import { sql } from 'drizzle-orm'
import type { ServiceTask } from '@/db/jobs'
import type { Tx } from '@/db/transactions'
import type { MailJob } from '@/lib/mail/mails'

type Payloads = { send_mail: MailJob; delete_file: { key: string } }

/** The job is stored with the changes of the transaction. A payload contains no secrets. */
export async function addJob<T extends ServiceTask>(tx: Tx, task: T, payload: Payloads[T]) {
  await tx.execute(sql`select public.add_job(${task}, ${JSON.stringify(payload)}::json)`)
}

export const addMail = (tx: Tx, mail: MailJob) => addJob(tx, 'send_mail', mail)
