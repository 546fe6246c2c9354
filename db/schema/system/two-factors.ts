import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns'
import { users } from './users'

/** The authenticator app of a user. Not readable by `app_user`, like sessions. */
export const twoFactors = pgTable('two_factors', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  encryptedSecret: text('encrypted_secret').notNull(),
  /** The time step of the last code that was used. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  /** Null until the first code is right: it is not asked for at sign-in yet. */
  confirmedAt: moment('confirmed_at'),
  createdAt: createdAt(),
})

/** A row is deleted when its code is used. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => twoFactors.userId, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.hash] })],
)

/** People who proved the first factor, such as the password, and not yet the second. */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    method: text('method').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('pending_sign_ins_user_id').on(t.userId)],
)
