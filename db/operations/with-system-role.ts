import type pg from 'pg'
import { searchPath } from '@/db/tenants/schemas'
import { databaseEnv } from '@/lib/env'

/** The login role sees no rows, and `app_system` cannot create or drop schemas. */
export async function withSystemRole<T>(
  client: pg.ClientBase,
  schema: string,
  run: () => Promise<T>,
): Promise<T> {
  await client.query(
    `set local role "${databaseEnv().DATABASE_SYSTEM_ROLE}"; set local search_path = ${searchPath(schema)}`,
  )
  const result = await run()
  await client.query('set local role none')
  return result
}
