import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { inSchemaOf } from '../in-schema'

type Entry = Omit<typeof auditLogs.$inferInsert, 'orgId'>

/** Inserts entries into the audit log of an org, by default from 2020, and returns their ids. */
export async function insertEntries(org: { id: string }, entries: readonly Partial<Entry>[]) {
  const inserted = await inSchemaOf(org, (tx) =>
    tx
      .insert(auditLogs)
      .values(
        entries.map((entry) => ({
          orgId: org.id,
          actorId: randomUUID(),
          actorName: 'Ann',
          ipAddress: '127.0.0.1',
          action: 'project.create',
          subjectId: randomUUID(),
          data: { name: 'Moonshot' },
          createdAt: new Date('2020-01-01'),
          ...entry,
        })),
      )
      .returning({ id: auditLogs.id }),
  )
  return inserted.map(({ id }) => id)
}

/** Inserts entries of 2020-01-01, a millisecond apart, by actors named N1, N2 and so on. */
export async function insertManyEntries(org: { id: string }, count: number) {
  await inSchemaOf(org, (tx) =>
    tx.execute(sql`
      insert into audit_logs
        (org_id, actor_id, actor_name, ip_address, action, subject_id, data, created_at)
      select ${org.id}, gen_random_uuid(), 'N' || n, '127.0.0.1', 'project.create',
        gen_random_uuid(), '{"name": "Moonshot"}', timestamptz '2020-01-01Z' + n * interval '1 ms'
      from generate_series(1, ${count}::int) n`),
  )
}
