import { expect } from 'vitest'
import { pool } from '@/db/client'

export type Table = { name: string; firstColumn: string; key: 'org_id' | 'id' | null }

const tables = await listTables()

export const protectedTables = tables.filter(({ key }) => key)
export const closedTables = tables.filter(({ key }) => !key)
export const orgTables = protectedTables.filter(({ name }) => name !== 'public.users')

const NOT_GRANTED: Record<string, string[]> = {
  'public.orgs': ['delete'],
  'public.org_slugs': ['update', 'delete'],
  'public.invitations': ['delete'],
  'tenant.audit_logs': ['update', 'delete'],
}

/** Lists the org tables on which `app_user` can run this command. */
export const tablesGranting = (command: string) =>
  orgTables.filter(({ name }) => !NOT_GRANTED[name]?.includes(command))

/** Lists the org tables on which `app_user` cannot run this command. */
export const tablesNotGranting = (command: string) =>
  orgTables.filter(({ name }) => NOT_GRANTED[name]?.includes(command))

export const permissionDenied = {
  cause: { message: expect.stringMatching(/^permission denied for/) },
}
export const violatesPolicy = {
  cause: { message: expect.stringContaining('violates row-level security') },
}

/** Lists tables and views in every schema, from the catalogue, so that a new one is tested too. */
async function listTables(): Promise<Table[]> {
  const { rows } = await pool().query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum = 1)
        as "firstColumn",
      case when c.relname in ('orgs', 'users') then 'id'
        else (select attname from pg_attribute
          where attrelid = c.oid and attname = 'org_id' and not attisdropped) end as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1`)
  return rows
}
