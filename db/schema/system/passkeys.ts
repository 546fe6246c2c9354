import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns'
import { users } from './users'

/** Public keys by which a device signs a user in. Forms name a passkey by its `id`. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    credentialId: text('credential_id').notNull().unique(),
    /** A COSE key in base64url. */
    publicKey: text('public_key').notNull(),
    /** How often it was used, or always 0 for a passkey that devices share. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    name: text('name').notNull(),
    lastUsedAt: moment('last_used_at'),
    createdAt: createdAt(),
  },
  (t) => [index('passkeys_user_id').on(t.userId)],
)

/** Challenges that were used and have not expired, so that none is used twice. */
export const usedChallenges = pgTable('used_challenges', {
  id: uuid('id').primaryKey(),
  expiresAt: moment('expires_at').notNull(),
})
