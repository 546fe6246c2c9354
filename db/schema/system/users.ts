import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns'

export type Theme = 'light' | 'dark' | 'system'

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: timestamp('email_verified', { mode: 'date', withTimezone: true }),
    image: text('image'),
    /** Null until the person chooses one. */
    theme: text('theme').$type<Theme>(),
    /** The IANA name. Null until a browser has told it. */
    timeZone: text('time_zone'),
    /** A BCP 47 tag for dates. Null until the person chooses one. */
    locale: text('locale'),
    createdAt: createdAt(),
    /** When the person deleted the account. The rows stay until the purge. */
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
    check('users_theme', sql`${t.theme} in ('light', 'dark', 'system')`),
    index('users_deleted').on(t.deletedAt).where(sql`deleted_at is not null`),
  ],
)

/** Not in `users`, because `app_user` can read users but no hashes. */
export const passwords = pgTable('passwords', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  hash: text('hash').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** `sessionToken` holds the SHA-256 of the token. Forms name a session by its `id`. */
export const sessions = pgTable(
  'sessions',
  {
    sessionToken: text('session_token').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expires: timestamp('expires', { mode: 'date', withTimezone: true }).notNull(),
    id: uuid('id').notNull().unique().defaultRandom(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    /** Give or take an hour. */
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [index('sessions_user_id').on(t.userId)],
)

export const signUps = pgTable(
  'sign_ups',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    returnTo: text('return_to'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('sign_ups_email').on(t.email)],
)

export type EmailLinkPurpose = 'password-reset' | 'sign-in-link'

/** Also stored for emails without an account, so that requests look the same. A row is deleted when it is used. */
export const emailLinks = pgTable(
  'email_links',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    purpose: text('purpose').$type<EmailLinkPurpose>().notNull(),
    email: text('email').notNull(),
    returnTo: text('return_to'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('email_links_email').on(t.email)],
)
