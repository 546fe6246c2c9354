import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** A point in time, to the millisecond: as fine as a `Date`, so that what was read can be asked for. */
export const moment = (name: string) =>
  timestamp(name, { mode: 'date', withTimezone: true, precision: 3 })

export const createdAt = () => moment('created_at').notNull().defaultNow()

/** Every tenant table starts with these; its primary key is `(org_id, id)`. */
export const tenantColumns = () => ({
  orgId: uuid('org_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
})
