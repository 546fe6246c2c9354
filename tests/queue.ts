import type { MailJob } from '@/lib/mail/mails'
import { query } from './setup/databases'

/** The payloads of the mails that wait for the worker, about one row. No door leads to the queue. */
export async function queuedMails(id: string): Promise<MailJob[]> {
  const jobs = await asLogin<{ payload: MailJob }>(
    `select payload from graphile_worker._private_jobs where payload ->> 'id' = '${id}'`,
  )
  return jobs.map(({ payload }) => payload)
}

/** How many mails wait, about whatever row. */
export async function queueLength(): Promise<number> {
  const [count] = await asLogin<{ length: number }>(
    'select count(*)::int as length from graphile_worker._private_jobs',
  )
  return count?.length ?? 0
}

/** Runs SQL as the login role, which owns the tables. Rows behind walls it does not see. */
export function asLogin<Row extends Record<string, unknown>>(sql: string) {
  return query<Row>(process.env.DATABASE_URL ?? '', sql)
}
