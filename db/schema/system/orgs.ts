import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { SLUG, SLUG_MAX, SLUG_MIN } from '../../../lib/tenancy/slugs'
import { SHARED_SCHEMA } from '../../tenants/schemas'
import { createdAt, moment } from '../columns'
import { ROLES } from '../roles'
import { users } from './users'

const isRole = sql.raw(`role in (${ROLES.map((role) => `'${role}'`).join(', ')})`)

const isSlugFormat = `slug ~ '${SLUG.source}' and length(slug) between ${SLUG_MIN} and ${SLUG_MAX}`

/** Every slug that an org has or had. Other orgs can use it after the org is purged. */
export const orgSlugs = pgTable(
  'org_slugs',
  {
    orgId: uuid('org_id').notNull(),
    slug: text('slug').notNull().unique(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.slug] }),
    check('org_slugs_format', sql.raw(isSlugFormat)),
  ],
)

export const orgs = pgTable(
  'orgs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    schema: text('schema').notNull().default(SHARED_SCHEMA),
    createdAt: createdAt(),
    /** Members without it are led to set it up. */
    requiresTwoFactor: boolean('requires_two_factor').notNull().default(false),
    deletedAt: moment('deleted_at'),
    deletedByName: text('deleted_by_name'),
  },
  (t) => [
    foreignKey({ columns: [t.id, t.slug], foreignColumns: [orgSlugs.orgId, orgSlugs.slug] }),
    check('orgs_schema', sql`schema in ('tenant', 't_' || replace(id::text, '-', ''))`),
    index('orgs_deleted').on(t.deletedAt).where(sql`deleted_at is not null`),
  ],
)

export const purgedOrgs = pgTable('purged_orgs', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  slugs: text('slugs').array().notNull(),
  createdAt: moment('created_at').notNull(),
  deletedAt: moment('deleted_at').notNull(),
  deletedByName: text('deleted_by_name'),
  /** Null while the purge runs. */
  purgedAt: moment('purged_at'),
  rows: jsonb('rows').$type<Record<string, number>>().notNull(),
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
    role: text('role', { enum: ROLES }).notNull(),
    /** When the person last opened the org, give or take an hour. Null if never. */
    lastUsedAt: moment('last_used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    // With the org, so that one membership is one row of either index.
    index('memberships_user_id').on(t.userId, t.orgId),
    check('memberships_role', isRole),
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
    role: text('role', { enum: ROLES }).notNull(),
    status: text('status', { enum: ['pending', 'accepted', 'declined', 'revoked'] })
      .notNull()
      .default('pending'),
    /** Part of the token: a higher version invalidates the links that were sent before. */
    version: integer('version').notNull().default(1),
    invitedBy: uuid('invited_by').notNull(),
    invitedByName: text('invited_by_name').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** When the last attempt to send the mail failed. Null if it succeeded. */
    deliveryFailedAt: moment('delivery_failed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('invitations_id').on(t.id),
    uniqueIndex('invitations_pending').on(t.orgId, t.email).where(sql`status = 'pending'`),
    index('invitations_email').on(t.email),
    check('invitations_role', isRole),
    check('invitations_status', sql`status in ('pending', 'accepted', 'declined', 'revoked')`),
    check('invitations_email_lower', sql`${t.email} = lower(${t.email})`),
  ],
)
