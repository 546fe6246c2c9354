import { and, eq, notInArray, sql } from 'drizzle-orm'
import { invitations, orgs } from '@/db/schema/system/orgs'
import { asLogin, enterSchema } from '@/db/tenants/own-schema'
import { asSystem, type Tx } from '@/db/transactions'
import type { AuditAction } from '@/lib/audit/record'
import type { DatedEntry } from './entries-of'

const SUBJECT = 't.org_id = log.org_id and t.id = log.subject_id'
const MEMBER = 't.org_id = log.org_id and t.user_id = log.actor_id'
const CREATED = 'created_at = log.created_at'

const DATED_COLUMNS: { action: AuditAction; table: string; set: string; where: string }[] = [
  { action: 'org.create', table: 'orgs', set: CREATED, where: 't.id = log.org_id' },
  { action: 'org.create', table: 'org_slugs', set: CREATED, where: 't.org_id = log.org_id' },
  { action: 'org.create', table: 'memberships', set: CREATED, where: MEMBER },
  { action: 'invitation.accept', table: 'memberships', set: CREATED, where: MEMBER },
  {
    action: 'invitation.create',
    table: 'invitations',
    set: `${CREATED}, expires_at = t.expires_at - (t.created_at - log.created_at)`,
    where: SUBJECT,
  },
  { action: 'project.create', table: 'projects', set: CREATED, where: SUBJECT },
  { action: 'task.create', table: 'tasks', set: CREATED, where: SUBJECT },
  {
    action: 'project.archive',
    table: 'projects',
    set: 'archived_at = log.created_at',
    where: SUBJECT,
  },
]

/** Gives the org's rows their planned dates. Mail to invited people outside `mailed` counts as sent. */
export async function backdate(orgId: string, entries: DatedEntry[], mailed: string[]) {
  await asSystem('seed', async (tx) => {
    await enterSchemaOf(tx, orgId)
    await dateEntries(tx, orgId, entries)
    for (const { action, table, set, where } of DATED_COLUMNS) {
      await tx.execute(sql`
        update ${sql.raw(table)} t set ${sql.raw(set)} from audit_logs log
        where log.org_id = ${orgId} and log.action = ${action} and ${sql.raw(where)}`)
    }
    await dropMails(tx, orgId, mailed)
  })
}

async function enterSchemaOf(tx: Tx, orgId: string) {
  const [org] = await tx.select({ schema: orgs.schema }).from(orgs).where(eq(orgs.id, orgId))
  if (!org) throw new Error(`The organization ${orgId} does not exist.`)
  await enterSchema(tx, org.schema)
}

async function dateEntries(tx: Tx, orgId: string, entries: DatedEntry[]) {
  const { rowCount } = await tx.execute(sql`
    update audit_logs log set created_at = entry."createdAt"
    from jsonb_to_recordset(${JSON.stringify(entries)})
      as entry(action text, data jsonb, "createdAt" timestamptz)
    where log.org_id = ${orgId} and log.action = entry.action and log.data @> entry.data`)
  if (rowCount !== entries.length) {
    throw new Error(`The seed planned ${entries.length} audit entries, but ${rowCount} match.`)
  }
}

// Only the login role can read and delete jobs, and it sees no invitations.
async function dropMails(tx: Tx, orgId: string, mailed: string[]) {
  const dropped = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.orgId, orgId), notInArray(invitations.email, mailed)))
  const ids = JSON.stringify(dropped.map(({ id }) => id))
  await asLogin(tx, () =>
    tx.execute(sql`
      select graphile_worker.complete_jobs(array(
        select id from graphile_worker._private_jobs
        where payload ->> 'id' in (select jsonb_array_elements_text(${ids}))))`),
  )
}
