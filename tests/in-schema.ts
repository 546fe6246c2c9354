import { sql } from 'drizzle-orm'
import { searchPath } from '@/db/tenants/schemas'
import { asSystem, type Tx } from '@/db/transactions'
import { schemaOf } from './factories'

/** As the system, where the tenant tables of the org are. */
export async function inSchemaOf<T>(org: { id: string }, run: (tx: Tx) => Promise<T>): Promise<T> {
  return asSystem('test', async (tx) => {
    await tx.execute(sql`select set_config('search_path', ${searchPath(schemaOf(org))}, true)`)
    return run(tx)
  })
}
