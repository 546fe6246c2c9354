import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, tenantColumns } from '../columns'

/** Append-only. Stores names besides ids, so that a row stays readable after a user is deleted. */
export const auditLogs = pgTable(
  'audit_logs',
  {
    ...tenantColumns(),
    actorId: uuid('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    ipAddress: text('ip_address').notNull(),
    action: text('action').notNull(),
    /** The id of a user, project or invitation, or of the org itself. */
    subjectId: uuid('subject_id').notNull(),
    data: jsonb('data').$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('audit_logs_by_age').on(t.orgId, t.createdAt, t.id),
    index('audit_logs_by_actor').on(t.orgId, t.actorId, t.createdAt, t.id),
    index('audit_logs_by_action').on(t.orgId, t.action, t.createdAt, t.id),
  ],
)
