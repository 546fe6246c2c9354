import type pg from 'pg'
import { pool } from '@/db/client'
import { databaseEnv } from '@/lib/env'

export async function requireCreateSchemas(client: pg.ClientBase) {
  const { rows } = await client.query<{ can: boolean; database: string; login: string }>(
    `select has_database_privilege(session_user, current_database(), 'create') as can,
       quote_ident(current_database()) as database, quote_ident(session_user) as login`,
  )
  const [{ can, database, login } = { can: false, database: '', login: '' }] = rows
  if (can) return
  throw new Error(
    [
      `${login} cannot create schemas. Ask a database administrator to run:`,
      '',
      `  grant create on database ${database} to ${login};`,
      '',
      'Then try again.',
    ].join('\n'),
  )
}

export async function requireCreateSchemasIfNeeded() {
  if (databaseEnv().TENANT_ISOLATION === 'row') return
  const client = await pool().connect()
  await requireCreateSchemas(client).finally(() => client.release())
}
