import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, moment, tenantColumns } from '../columns'

/** The sample resource. `npm run generate` adds others. */
export const projects = pgTable(
  'projects',
  {
    ...tenantColumns(),
    name: text('name').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdByName: text('created_by_name').notNull(),
    archivedAt: moment('archived_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('projects_by_age').on(t.orgId, t.createdAt),
  ],
)
