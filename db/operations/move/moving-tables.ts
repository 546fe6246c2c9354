import type pg from 'pg'
import { listTables, type Table } from '@/db/operations/org-tables'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import type { Move } from './move-rows'

type Place = Omit<Move, 'tables'>

/**
 * The tables whose rows move. Throws a sentence if something would be left behind, or is in the way:
 * what no migration has made, and rows of the org where it does not live.
 */
export async function listMovingTables(client: pg.ClientBase, place: Place): Promise<Table[]> {
  const { from, to } = place
  const [here, there] = [await listTables(client, from), await listTables(client, to)]
  const moving = here.filter(({ name }) => there.some((table) => table.name === name))
  const others = here.filter((table) => !moving.includes(table))
  const unknown =
    from === SHARED_SCHEMA
      ? await withRows(client, place, from, others)
      : await listOthers(client, from)
  if (unknown.length) {
    throw new Error(
      `This build does not know ${unknown.join(', ')} in ${from}: bring what is in it to safety, and remove it.`,
    )
  }
  const taken = await withRows(client, place, to, there)
  if (taken.length) {
    throw new Error(
      `It lives in ${from}, and yet has rows in ${taken.join(', ')} of ${to}: remove them.`,
    )
  }
  return moving
}

async function withRows(
  client: pg.ClientBase,
  { orgId }: Place,
  schema: string,
  tables: Table[],
): Promise<string[]> {
  const found: string[] = []
  for (const { name } of tables) {
    const { rowCount } = await client.query(
      `select from ${schema}.${name} where org_id = $1 limit 1`,
      [orgId],
    )
    if (rowCount) found.push(name)
  }
  return found
}

/** What is in a schema of one org and has no counterpart in the shared one. */
async function listOthers(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class own
     where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and not exists (select from pg_class shared
         where relnamespace = '${SHARED_SCHEMA}'::regnamespace and shared.relname = own.relname)
     order by 1`,
    [schema],
  )
  return rows.map(({ name }) => name)
}
