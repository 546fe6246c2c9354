import { sql } from 'drizzle-orm'
import { searchPath } from '@/db/tenants/schemas'
import { asSystem, type Tx } from '@/db/transactions'
import { schemaOf } from './factories'

/** Runs statements as the system, in the schema of the org's tenant tables. */
export async function inSchemaOf<T>(org: { id: string }, run: (tx: Tx) => Promise<T>): Promise<T> {
  return asSystem('test', async (tx) => {
    await tx.execute(sql`select set_config('search_path', ${searchPath(schemaOf(org))}, true)`)
    return run(tx)
  })
}
