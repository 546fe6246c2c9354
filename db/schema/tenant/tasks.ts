import { boolean, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, tenantColumns } from '../columns'
import { projects } from './projects'

/** A child table: its foreign key includes the org, so the project of a task is in the same org. */
export const tasks = pgTable(
  'tasks',
  {
    ...tenantColumns(),
    projectId: uuid('project_id').notNull(),
    title: text('title').notNull(),
    done: boolean('done').notNull().default(false),
    assigneeId: uuid('assignee_id'),
    assigneeName: text('assignee_name'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({
      columns: [t.orgId, t.projectId],
      foreignColumns: [projects.orgId, projects.id],
    }).onDelete('cascade'),
    index('tasks_by_project').on(t.orgId, t.projectId),
  ],
)
