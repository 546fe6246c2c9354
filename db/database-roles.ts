import type pg from 'pg'
import { databaseEnv } from '@/lib/env'

export async function createRoles(client: pg.ClientBase) {
  const roles = [databaseEnv().DATABASE_USER_ROLE, databaseEnv().DATABASE_SYSTEM_ROLE]
  for (const role of roles) {
    if (await canSetRole(client, role)) continue
    await client.query('savepoint roles')
    try {
      await createRole(client, role)
    } catch (error) {
      if (!isInsufficientPrivilege(error)) throw error
      await client.query('rollback to savepoint roles')
      throw new Error(await requestToAdministrator(client, roles))
    }
  }
}

async function canSetRole(client: pg.ClientBase, role: string): Promise<boolean> {
  await client.query('savepoint set_role')
  try {
    await client.query(`set local role "${role}"`)
    return true
  } catch {
    return false
  } finally {
    await client.query('rollback to savepoint set_role')
  }
}

async function createRole(client: pg.ClientBase, role: string) {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  if (!rows.length) await client.query(`create role "${role}" nologin`)
  await client.query(`grant "${role}" to current_user${await withoutInheritance(client)}`)
}

// A login role that inherits them would see every row. PostgreSQL 15 has no option for a single grant.
async function withoutInheritance(client: pg.ClientBase) {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  )
  return (rows[0]?.version ?? 0) >= 160_000 ? ' with inherit false, set true' : ''
}

const isInsufficientPrivilege = (error: unknown) => (error as { code?: string }).code === '42501'

async function requestToAdministrator(client: pg.ClientBase, roles: string[]) {
  const { rows } = await client.query<{ login: string; present: string[] }>(
    `select quote_ident(current_user) as login,
       array(select rolname::text from pg_roles where rolname = any($1)) as present`,
    [roles],
  )
  const { login, present = [] } = rows[0] ?? {}
  const missing = roles.filter((role) => !present.includes(role))
  const options = await withoutInheritance(client)
  return [
    `${login} cannot create roles. Ask a database administrator to run:`,
    '',
    ...missing.map((role) => `  create role "${role}" nologin;`),
    ...roles.map((role) => `  grant "${role}" to ${login}${options};`),
    '',
    'Then run `npm run db:migrate` again.',
  ].join('\n')
}
