import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt } from '../columns'
import { users } from './users'

/** What a person did with their account. Not readable by `app_user`, like sessions. */
export const securityEvents = pgTable(
  'security_events',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    action: text('action').notNull(),
    ipAddress: text('ip_address').notNull(),
    userAgent: text('user_agent'),
    data: jsonb('data').$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('security_events_by_age').on(t.userId, t.createdAt, t.id)],
)
