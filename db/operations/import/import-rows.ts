import pg from 'pg'
import { type Checksums, createChecksums } from '@/db/operations/checksums'
import type { Row } from '@/db/operations/export/export-format'
import { listSources, readRows, type Source } from '@/db/operations/export/org-rows'
import { readExport } from '@/db/operations/export/read-export'
import { columnsOf } from '@/db/operations/org-tables'
import { comparable, type Target, translateRow } from './translate-row'

export type Import = { file: string; target: Target; extraRows: Row[] }

export async function* translatedRows({ file, target, extraRows }: Import): AsyncGenerator<Row> {
  yield* extraRows
  for await (const row of readExport(file)) {
    const translated = translateRow(row, target)
    if (translated) yield translated
  }
}

export async function checksumsOf(rows: AsyncIterable<Row>): Promise<Checksums> {
  const sums = createChecksums()
  for await (const { table, values } of rows) sums.add(table, comparable(values))
  return sums.result()
}

/** The checksums of an org, without its users. */
export async function checksumsInDatabase(
  client: pg.ClientBase,
  orgId: string,
  schema: string,
): Promise<Checksums> {
  const sums = createChecksums()
  for (const source of await listSources(client, orgId, schema)) {
    if (source.name === 'public.users') continue
    for await (const batch of readRows(client, source)) {
      for (const values of batch) sums.add(source.name, comparable(values))
    }
  }
  return sums.result()
}

const BATCH_SIZE = 1000

/** Writes rows to the staging table and returns their checksums. */
export async function stageRows(
  client: pg.ClientBase,
  rows: AsyncIterable<Row>,
): Promise<Checksums> {
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
    if (batch.length === BATCH_SIZE) await flush()
  }
  await flush()
  return sums.result()
}

/** SQL that the login role runs for `role`, which cannot create tables. */
export const createStagingTable = (role: string) => `
  create temp table staged (name text, row jsonb) on commit drop;
  grant select, insert on pg_temp.staged to "${role}"`

/** One statement for all tables: foreign keys are checked at its end, so their order does not matter. */
export async function insertStagedRows(client: pg.ClientBase, sources: Source[], schema: string) {
  const inserts = sources.map(({ name, table, columns }, index) => {
    const values = columns.map(
      (column) => `(row ->> ${pg.escapeLiteral(column.name)})::${column.type}`,
    )
    const isOrg = name === 'public.orgs'
    return `step_${index} as (
      insert into ${table} (${columnsOf({ columns })}${isOrg ? ', schema' : ''})
      select ${values}${isOrg ? `, '${schema}'` : ''} from pg_temp.staged
      where name = ${pg.escapeLiteral(name)})`
  })
  await client.query(`with ${inserts.join(', ')} select`)
}
