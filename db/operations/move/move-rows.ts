import type pg from 'pg'
import { columnsOf, type Table } from '@/db/operations/org-tables'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'

/** From one schema to another. */
export type Move = { orgId: string; from: string; to: string; tables: Table[] }

// One statement for all tables each time: it sees them all at one moment, and foreign keys are
// checked when it ends, whatever refers to what.

export async function copyRows(client: pg.ClientBase, { orgId, from, to, tables }: Move) {
  const copies = tables.map(
    (table) => `insert into ${to}.${table.name} (${columnsOf(table)})
      select ${columnsOf(table)} from ${from}.${table.name} where org_id = '${orgId}'`,
  )
  await client.query(`${together(copies)} select`)
}

/** Does to the copy what was done to the rows since they were copied. */
export async function catchUp(client: pg.ClientBase, { orgId, from, to, tables }: Move) {
  const changes = tables.flatMap((table) => {
    const { name, key } = table
    const same = key.map((column) => `old.${column} = new.${column}`).join(' and ')
    const set = `(${columnsOf(table)}) = row(${columnsOf(table, 'excluded')})`
    return [
      `delete from ${to}.${name} old where org_id = '${orgId}' and not exists (
         select from ${from}.${name} new where ${same})`,
      // *= compares what is stored, which every type has.
      `insert into ${to}.${name} (${columnsOf(table)})
       select ${columnsOf(table, 'new')} from ${from}.${name} new
       where org_id = '${orgId}' and not exists (select from ${to}.${name} old
         where ${same} and row(${columnsOf(table, 'old')})::record *= row(${columnsOf(table, 'new')})::record)
       on conflict (${key}) do update set ${set}`,
    ]
  })
  await client.query(`${together(changes)} select`)
}

export type Sum = { rows: string; checksum: string }

/** How many rows of each table are in the copy, and their checksums. */
export async function sumUp(client: pg.ClientBase, { orgId, to, tables }: Move) {
  const copied = tables.map(
    (table) => `select ${columnsOf(table)} from ${to}.${table.name} where org_id = '${orgId}'`,
  )
  return sum(client, tables, copied)
}

/**
 * The same of what is no longer needed where it was: deleted here, or about to go with its schema, and
 * then whose a row is makes no difference.
 */
export async function removeRows(client: pg.ClientBase, { orgId, from, tables }: Move) {
  if (from === SHARED_SCHEMA) {
    const deleted = tables.map(
      (table) =>
        `delete from ${from}.${table.name} where org_id = '${orgId}' returning ${columnsOf(table)}`,
    )
    return sum(client, tables, deleted)
  }
  // Also from those who write past the doors.
  const names = tables.map(({ name }) => `${from}.${name}`)
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
  const left = tables.map((table) => `select ${columnsOf(table)} from ${from}.${table.name}`)
  return sum(client, tables, left)
}

// Hashes of rows as text, because not every type has one of its own.
async function sum(client: pg.ClientBase, tables: Table[], rows: string[]): Promise<Sum[]> {
  const sums = tables.map(
    (table, index) => `
      select ${index} as number, count(*) as rows,
        coalesce(sum(hashtextextended(row(${columnsOf(table)})::text, 0)), 0)::text as checksum
      from step_${index}`,
  )
  const found = await client.query<Sum>(`${together(rows)} ${sums.join(' union all ')} order by 1`)
  return found.rows
}

const together = (statements: string[]) =>
  `with ${statements.map((statement, index) => `step_${index} as (${statement})`).join(', ')}`
