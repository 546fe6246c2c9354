import type { MailJob } from '@/lib/mail/mails'
import { query } from './setup/databases'

/** The payloads of the queued mails about one row. */
export async function queuedMails(id: string): Promise<MailJob[]> {
  const jobs = await asLogin<{ payload: MailJob }>(
    `select payload from graphile_worker._private_jobs where payload ->> 'id' = '${id}'`,
  )
  return jobs.map(({ payload }) => payload)
}

/** The number of queued mails. */
export async function queueLength(): Promise<number> {
  const [count] = await asLogin<{ length: number }>(
    'select count(*)::int as length from graphile_worker._private_jobs',
  )
  return count?.length ?? 0
}

/** Runs SQL as the login role. It owns the tables, but RLS hides their rows from it. */
export function asLogin<Row extends Record<string, unknown>>(sql: string) {
  return query<Row>(process.env.DATABASE_URL ?? '', sql)
}
