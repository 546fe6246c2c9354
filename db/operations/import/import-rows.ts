import pg from 'pg'
import { type Checksums, createChecksums } from '@/db/operations/checksums'
import { type Row, readExport } from '@/db/operations/export/export-file'
import { listSources, readRows, type Source } from '@/db/operations/export/org-rows'
import { columnsOf } from '@/db/operations/org-tables'
import { comparable, type Target, translateRow } from './translate-row'

export type Import = { file: string; here: Target; more: Row[] }

/** What the rows of a file, and more, are here. */
export async function* translated({ file, here, more }: Import): AsyncGenerator<Row> {
  yield* more
  for await (const row of readExport(file)) {
    const found = translateRow(row, here)
    if (found) yield found
  }
}

export async function checksumsOf(rows: AsyncIterable<Row>): Promise<Checksums> {
  const sums = createChecksums()
  for await (const { table, values } of rows) sums.add(table, comparable(values))
  return sums.result()
}

/** The sums of what is here of the org, its people left out. */
export async function checksumsInDatabase(
  client: pg.ClientBase,
  orgId: string,
  schema: string,
): Promise<Checksums> {
  const sums = createChecksums()
  for (const source of await listSources(client, orgId, schema)) {
    if (source.name === 'public.users') continue
    for await (const some of readRows(client, source)) {
      for (const values of some) sums.add(source.name, comparable(values))
    }
  }
  return sums.result()
}

const AT_ONCE = 1000

/** Puts the rows where `insertStaged` takes them from, and answers their sums. */
export async function stage(client: pg.ClientBase, rows: AsyncIterable<Row>): Promise<Checksums> {
  const sums = createChecksums()
  let batch: Row[] = []
  const flush = async () => {
    await client.query('insert into pg_temp.staged select * from unnest($1::text[], $2::jsonb[])', [
      batch.map(({ table }) => table),
      batch.map(({ values }) => JSON.stringify(values)),
    ])
    batch = []
  }
  for await (const row of rows) {
    sums.add(row.table, comparable(row.values))
    batch.push(row)
    if (batch.length === AT_ONCE) await flush()
  }
  await flush()
  return sums.result()
}

/** Made by the login, for the role that uses it. */
export const createStaged = (role: string) => `
  create temp table staged (name text, row jsonb) on commit drop;
  grant select, insert on pg_temp.staged to "${role}"`

/** In one statement, so that it does not matter what refers to what. */
export async function insertStaged(client: pg.ClientBase, sources: Source[], schema: string) {
  const inserts = sources.map(({ name, place, columns }, index) => {
    const values = columns.map(
      (column) => `(row ->> ${pg.escapeLiteral(column.name)})::${column.type}`,
    )
    const isOrg = name === 'public.orgs'
    return `step_${index} as (
      insert into ${place} (${columnsOf({ columns })}${isOrg ? ', schema' : ''})
      select ${values}${isOrg ? `, '${schema}'` : ''} from pg_temp.staged
      where name = ${pg.escapeLiteral(name)})`
  })
  await client.query(`with ${inserts.join(', ')} select`)
}
