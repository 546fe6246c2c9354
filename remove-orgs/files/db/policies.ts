import { createHash } from 'node:crypto'
import type pg from 'pg'
import { databaseEnv } from '@/lib/env'
import { jobPolicies } from './jobs'

const USER = `(select nullif(current_setting('app.user_id', true), '')::uuid)`

type TablePolicy = {
  grants: string
  own?: string
  read?: string
}

const USERS_POLICY: TablePolicy = { grants: 'select', read: `id = ${USER}` }

const OWNED_POLICY: TablePolicy = {
  grants: 'select, insert, update, delete',
  own: `user_id = ${USER}`,
}

// `app_user` has no rights on other tables.
const IS_OWNED = `c.relnamespace = 'public'::regnamespace and exists (
  select from pg_index i where i.indrelid = c.oid and i.indisprimary and (
    select array_agg(attname::text order by attname) from pg_attribute
    where attrelid = c.oid and attnum = any(i.indkey)) = array['id', 'user_id'])`

export const IS_PROTECTED = `(c.oid = 'public.users'::regclass or ${IS_OWNED})`

/** The tables with data of users, whose primary key is `(user_id, id)`. */
export const ownedTables = (client: pg.ClientBase) => listTables(client, IS_OWNED)

export const protectedTables = (client: pg.ClientBase) => listTables(client, IS_PROTECTED)

async function listTables(client: pg.ClientBase, condition: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c where relkind in ('r', 'p') and ${condition} order by 1`,
  )
  return rows.map(({ name }) => name)
}

export function expectedPolicies(table: string): string[] {
  const { own, read } = policyFor(table)
  return ['system', ...(own ? ['own'] : []), ...(read ? ['person'] : [])]
}

const policyFor = (table: string) => (table === 'users' ? USERS_POLICY : OWNED_POLICY)

export function policiesVersion(): string {
  const { DATABASE_USER_ROLE, DATABASE_SYSTEM_ROLE } = databaseEnv()
  const definition = [
    USERS_POLICY,
    OWNED_POLICY,
    DATABASE_USER_ROLE,
    DATABASE_SYSTEM_ROLE,
    jobPolicies(),
  ]
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex')
}

export async function protectTables(client: pg.ClientBase) {
  const tables = await protectedTables(client)
  await client.query([...grants(), ...tables.flatMap(protect), ...jobPolicies()].join(';\n'))
}

function grants(): string[] {
  const { DATABASE_USER_ROLE: user, DATABASE_SYSTEM_ROLE: system } = databaseEnv()
  return [
    `revoke all on all tables in schema public from "${user}", public`,
    `grant usage on schema public to "${user}", "${system}"`,
    `grant select, insert, update, delete on all tables in schema public to "${system}"`,
  ]
}

function protect(name: string): string[] {
  const table = `public."${name}"`
  const { grants, own, read } = policyFor(name)
  const { DATABASE_USER_ROLE: user, DATABASE_SYSTEM_ROLE: system } = databaseEnv()
  const statements = [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `grant ${grants} on ${table} to "${user}"`,
    ...createPolicy('system', table, `to "${system}" using (true) with check (true)`),
  ]
  if (own)
    statements.push(
      ...createPolicy('own', table, `to "${user}" using (${own}) with check (${own})`),
    )
  if (read)
    statements.push(...createPolicy('person', table, `for select to "${user}" using (${read})`))
  return statements
}

function createPolicy(name: string, table: string, definition: string) {
  return [
    `drop policy if exists ${name} on ${table}`,
    `create policy ${name} on ${table} ${definition}`,
  ]
}
