import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { inSchemaOf } from '../in-schema'

type Entry = Omit<typeof auditLogs.$inferInsert, 'orgId'>

/** Puts entries into the log of an org as if they had been written long ago, and answers their ids. */
export async function plantEntries(org: { id: string }, entries: readonly Partial<Entry>[]) {
  const planted = await inSchemaOf(org, (tx) =>
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
  return planted.map(({ id }) => id)
}

/** So many entries on the first day of 2020, by N1, N2 and so on, a millisecond apart. */
export async function plantMany(org: { id: string }, count: number) {
  await inSchemaOf(org, (tx) =>
    tx.execute(sql`
      insert into audit_logs
        (org_id, actor_id, actor_name, ip_address, action, subject_id, data, created_at)
      select ${org.id}, gen_random_uuid(), 'N' || n, '127.0.0.1', 'project.create',
        gen_random_uuid(), '{"name": "Moonshot"}', timestamptz '2020-01-01Z' + n * interval '1 ms'
      from generate_series(1, ${count}::int) n`),
  )
}
