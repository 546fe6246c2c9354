import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'

/** Columns and their order are those of `rate-limiter-flexible`; `expire` is in ms since 1970. */
export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
})
