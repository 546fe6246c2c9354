import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { pool } from '@/db/client'
import { asSystem, type Tx } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'

export type Table = { name: string; schema: string; relation: string; columns: string[] }

export type Enter = <T>(run: (tx: Tx) => Promise<T>) => Promise<T>

const NOT_IN_CATALOG = `nspname !~ '^pg_' and nspname <> 'information_schema'`

/** Every table and view of every schema. */
export async function listTables(): Promise<Table[]> {
  const { rows } = await pool().query<Table>(`
    select format('%I.%I', nspname, relname) as name, nspname as schema, relname as relation,
      array(select quote_ident(attname) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum) as columns
    from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm', 'f') and ${NOT_IN_CATALOG}
    order by 1`)
  return rows
}

/** Tables that requests have any privilege on although RLS is not forced. */
export async function listUnprotectedTables(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p', 'v', 'm', 'f') and ${NOT_IN_CATALOG}
       and not (relrowsecurity and relforcerowsecurity)
       and (has_table_privilege($1, c.oid, 'select, insert, update, delete, truncate, trigger')
         or has_any_column_privilege($1, c.oid, 'select, insert, update'))
     order by 1`,
    [databaseEnv().DATABASE_USER_ROLE],
  )
  return rows.map(({ name }) => name)
}

/** The rows of these orgs with their `xmin`, which changes with every update. */
export async function versionsOf(orgs: { id: string }[], tables: Table[]) {
  const ids = orgs.map(({ id }) => id)
  return asSystem('test', async (tx) => {
    const versions: Record<string, unknown[]> = {}
    for (const { name, columns } of tables) {
      const key = name === 'public.orgs' ? 'id' : 'org_id'
      if (!columns.includes(key)) continue
      const { rows } = await tx.execute(
        sql`select xmin::text, t.* from ${sql.raw(name)} t
            where ${sql.raw(key)} in ${ids} order by t::text`,
      )
      versions[name] = rows
    }
    return versions
  })
}

/** Statements that do not name an org. */
export function statementsOn({ name, columns }: Table): string[] {
  return [
    `select * from ${name}`,
    ...columns.map((column) => `update ${name} set ${column} = ${column}`),
    `delete from ${name}`,
    `truncate ${name} cascade`,
    `drop table ${name} cascade`,
    `alter table ${name} disable row level security`,
    `create policy stolen on ${name} using (true)`,
    `grant all on ${name} to public`,
  ]
}

/** The whole result or the refusal of one or several statements. Throws if one is invalid. */
export async function outcomeOf(enter: Enter, statement: string): Promise<string> {
  try {
    return JSON.stringify(await enter(async (tx) => tx.execute(sql.raw(statement))))
  } catch (error) {
    const { code = '' } = (error as { cause?: { code?: string } }).cause ?? {}
    if (!REFUSALS.test(code)) throw error
    return inspect(error, { depth: 9 })
  }
}

// Insufficient privilege, a constraint violation, or a view instead of a table.
const REFUSALS = /^(42501|23...|0A000|42809|428C9|55000)$/
