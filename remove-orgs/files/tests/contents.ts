import { sql } from 'drizzle-orm'
import { ownedTables } from '@/db/policies'
import { asSystem } from '@/db/transactions'

/** All rows of a user, by table, to compare before and after. */
export async function contentsOf(user: { id: string }): Promise<Record<string, unknown[]>> {
  return asSystem('test', async (tx) => {
    const contents: Record<string, unknown[]> = {}
    for (const table of await ownedTables(tx.$client)) {
      const { rows } = await tx.execute(
        sql`select * from ${sql.identifier(table)} t where user_id = ${user.id} order by t::text`,
      )
      contents[table] = rows
    }
    return contents
  })
}
