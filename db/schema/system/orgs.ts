import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns'
import { users } from './users'

const aRole = sql`role in ('admin', 'member')`

export const orgs = pgTable('orgs', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  slug: text('slug').notNull().unique(),
  /** The PostgreSQL schema with the org's tenant tables. */
  schema: text('schema').notNull().default('tenant'),
  createdAt: createdAt(),
})

export const memberships = pgTable(
  'memberships',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => orgs.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: ['admin', 'member'] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    index('memberships_user_id').on(t.userId),
    check('memberships_role', aRole),
  ],
)

export const invitations = pgTable(
  'invitations',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => orgs.id),
    id: uuid('id').notNull().defaultRandom(),
    email: text('email').notNull(),
    role: text('role', { enum: ['admin', 'member'] }).notNull(),
    status: text('status', { enum: ['pending', 'accepted', 'declined', 'revoked'] })
      .notNull()
      .default('pending'),
    /** Part of the token: raising it ends every link sent before. */
    version: integer('version').notNull().default(1),
    invitedBy: uuid('invited_by').notNull(),
    invitedByName: text('invited_by_name').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('invitations_id').on(t.id),
    uniqueIndex('invitations_pending').on(t.orgId, t.email).where(sql`status = 'pending'`),
    index('invitations_email').on(t.email),
    check('invitations_role', aRole),
    check('invitations_status', sql`status in ('pending', 'accepted', 'declined', 'revoked')`),
    check('invitations_email_lower', sql`${t.email} = lower(${t.email})`),
  ],
)
