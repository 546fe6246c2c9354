import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/transactions'
import type { MailJob } from '@/lib/mail/mails'

export async function addMail(tx: Tx, job: MailJob) {
  await tx.execute(sql`select public.add_job('send_mail', ${JSON.stringify(job)}::json)`)
}
