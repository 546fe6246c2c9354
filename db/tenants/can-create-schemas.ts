import type pg from 'pg'
import { pool } from '@/db/client'
import { env } from '@/lib/env'

/** Throws the SQL for an administrator where the login role may not create schemas. */
export async function requireCreateSchemas(client: pg.ClientBase) {
  const { rows } = await client.query<{ may: boolean; database: string; login: string }>(
    `select has_database_privilege(session_user, current_database(), 'create') as may,
       quote_ident(current_database()) as database, quote_ident(session_user) as login`,
  )
  const [{ may, database, login } = { may: false, database: '', login: '' }] = rows
  if (may) return
  throw new Error(
    [
      `${login} may not create schemas. Ask an administrator of the database to run`,
      '',
      `  grant create on database ${database} to ${login};`,
      '',
      'and try again.',
    ].join('\n'),
  )
}

/** The same at start, if new orgs are to have schemas of their own. */
export async function requireCreateSchemasIfNeeded() {
  if (env().TENANT_ISOLATION === 'row') return
  const client = await pool().connect()
  await requireCreateSchemas(client).finally(() => client.release())
}
