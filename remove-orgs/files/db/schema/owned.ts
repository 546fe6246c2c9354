import { uuid } from 'drizzle-orm/pg-core'
import { users } from './users'

/** The first columns of every table with data of a user. Its primary key is `(user_id, id)`. */
export const ownedColumns = () => ({
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  id: uuid('id').notNull().defaultRandom(),
})
