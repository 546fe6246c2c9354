import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** Has the precision of a JavaScript `Date`, so that a value that was read can be compared again. */
export const moment = (name: string) =>
  timestamp(name, { mode: 'date', withTimezone: true, precision: 3 })

export const createdAt = () => moment('created_at').notNull().defaultNow()

/** The first columns of every tenant table. Its primary key is `(org_id, id)`. */
export const tenantColumns = () => ({
  orgId: uuid('org_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
})
