import { sql } from 'drizzle-orm'
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns'
import { users } from './users'

/** A change of the email of an account. Confirmed by a link at the new email, then undone by one at the old email. */
export const emailChanges = pgTable(
  'email_changes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    oldEmail: text('old_email').notNull(),
    newEmail: text('new_email').notNull(),
    confirmedAt: moment('confirmed_at'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('email_changes_user_id').on(t.userId),
    uniqueIndex('email_changes_pending').on(t.userId).where(sql`${t.confirmedAt} is null`),
  ],
)
