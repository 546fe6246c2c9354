import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'
import type { MailJob } from '@/lib/mail/mails'
import { composeMail } from '@/lib/mail/send-mail'
import { contentsOf } from '../contents'
import { asLogin } from '../queue'

type Row = Record<string, unknown>

/** Deletes all rows. Schemas that orgs had of their own stay, without an org. */
export async function clearDatabase() {
  await asLogin(`truncate public.users, public.org_slugs, public.purged_orgs, public.rate_limits,
    tenant.audit_logs, tenant.projects, graphile_worker._private_jobs cascade`)
}

/**
 * Everything in the database but throttles and passwords, so that two seeds compare: ids are replaced by the
 * emails and slugs that they stand for, times by ages in hours.
 */
export async function seedContents(): Promise<Record<string, Row[]>> {
  const people = await all<{ id: string; email: string }>('select * from users')
  const orgs = await all<{ id: string; slug: string }>('select * from orgs')
  const names = new Map([
    ...people.map(({ id, email }) => [id, email] as const),
    ...orgs.map(({ id, slug }) => [id, slug] as const),
  ])
  const contents: Record<string, Row[]> = { people: comparable(people, names) }
  for (const org of orgs) {
    for (const [table, rows] of Object.entries(await contentsOf(org))) {
      contents[`${table} of ${org.slug}`] = comparable(rows as Row[], names)
    }
  }
  return { ...contents, mails: (await queuedRecipients()).map((to) => ({ to })) }
}

/** The recipient of each mail in the queue; null for a mail that will not be sent. */
export async function queuedRecipients(): Promise<(string | null)[]> {
  const jobs = await asLogin<{ payload: MailJob }>(
    'select payload from graphile_worker._private_jobs order by id',
  )
  return Promise.all(
    jobs.map(async ({ payload }) => (await composeMail(payload, new Date()))?.to ?? null),
  )
}

/** Rows of a statement that reads all orgs. */
export async function all<T extends Row>(statement: string) {
  return (await asSystem('test', (tx) => tx.execute<T>(sql.raw(statement)))).rows
}

function comparable(rows: Row[], names: Map<string, string>): Row[] {
  const replace = (_: string, value: unknown) => {
    if (typeof value !== 'string') return value
    if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)) return names.get(value) ?? 'id'
    if (/^t_[0-9a-f]{32}$/.test(value)) return 'own schema'
    if (!/^\d{4}-\d\d-\d\d \d\d:/.test(value)) return value
    return `${Math.round((Date.now() - +new Date(value)) / 3_600_000)} hours ago`
  }
  return rows
    .map((row): Row => JSON.parse(JSON.stringify(row), replace))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

/** The number of rows by table, for isolation by row. */
export async function counts(): Promise<Record<string, number>> {
  const [found] = await all<Record<string, number>>(`
    select (select count(*)::int from orgs) as orgs,
      (select count(distinct slug)::int from org_slugs) as slugs,
      (select count(*)::int from users) as users,
      (select count(*)::int from passwords) as passwords,
      (select count(*)::int from memberships) as memberships,
      (select count(*)::int from invitations) as invitations,
      (select count(*)::int from projects) as projects,
      (select count(archived_at)::int from projects) as archived,
      (select count(*)::int from audit_logs) as logs`)
  return found ?? {}
}
