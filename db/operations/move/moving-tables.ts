import type pg from 'pg'
import { listTables, type Table } from '@/db/operations/org-tables'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import type { Move } from './move-rows'

type Route = Omit<Move, 'tables'>

/** Throws if a table is unknown to this build, or if the target already has rows of the org. */
export async function listMovingTables(client: pg.ClientBase, route: Route): Promise<Table[]> {
  const { from, to } = route
  const [sources, targets] = [await listTables(client, from), await listTables(client, to)]
  const moving = sources.filter(({ name }) => targets.some((table) => table.name === name))
  const others = sources.filter((table) => !moving.includes(table))
  const unknown =
    from === SHARED_SCHEMA
      ? await withRows(client, route, from, others)
      : await listUnknownRelations(client, from)
  if (unknown.length) {
    throw new Error(
      `${from} has relations that no migration created: ${unknown.join(', ')}. Save their data elsewhere and drop them.`,
    )
  }
  const taken = await withRows(client, route, to, targets)
  if (taken.length) {
    throw new Error(
      `${to} already has rows of this organization in ${taken.join(', ')}, but its tables are in ${from}. Delete those rows.`,
    )
  }
  return moving
}

async function withRows(
  client: pg.ClientBase,
  { orgId }: Route,
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

async function listUnknownRelations(client: pg.ClientBase, schema: string): Promise<string[]> {
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
