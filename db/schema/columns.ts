import { timestamp, uuid } from 'drizzle-orm/pg-core'

export const moment = (name: string) => timestamp(name, { mode: 'date', withTimezone: true })

export const createdAt = () => moment('created_at').notNull().defaultNow()

/** Every tenant table starts with these; its primary key is `(org_id, id)`. */
export const tenantColumns = () => ({
  orgId: uuid('org_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
})
