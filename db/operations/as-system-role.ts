import type pg from 'pg'
import { searchPath } from '@/db/tenants/schemas'
import { env } from '@/lib/env'

/**
 * The login sees no rows, and the system's role may create and drop nothing: what needs both enters
 * the role for the rows, with the tables of `schema` in its search path.
 */
export async function asSystemRole<T>(
  client: pg.ClientBase,
  schema: string,
  run: () => Promise<T>,
): Promise<T> {
  await client.query(
    `set local role "${env().DATABASE_SYSTEM_ROLE}"; set local search_path = ${searchPath(schema)}`,
  )
  const result = await run()
  await client.query('set local role none')
  return result
}
