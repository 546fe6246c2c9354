import type pg from 'pg'
import { columnsOf, type Table } from '@/db/operations/org-tables'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'

/** `from` and `to` are schemas. */
export type Move = { orgId: string; from: string; to: string; tables: Table[] }

// Each step is one statement for all tables: it reads one snapshot, and foreign keys are checked at
// its end.

export async function copyRows(client: pg.ClientBase, { orgId, from, to, tables }: Move) {
  const copies = tables.map(
    (table) => `insert into ${to}.${table.name} (${columnsOf(table)})
      select ${columnsOf(table)} from ${from}.${table.name} where org_id = '${orgId}'`,
  )
  await client.query(`${withSteps(copies)} select`)
}

/** Applies the changes since `copyRows` to the copy. */
export async function copyChanges(client: pg.ClientBase, { orgId, from, to, tables }: Move) {
  const changes = tables.flatMap((table) => {
    const { name, key } = table
    const sameKey = key.map((column) => `old.${column} = new.${column}`).join(' and ')
    const set = `(${columnsOf(table)}) = row(${columnsOf(table, 'excluded')})`
    return [
      `delete from ${to}.${name} old where org_id = '${orgId}' and not exists (
         select from ${from}.${name} new where ${sameKey})`,
      // *= compares the stored bytes, because not every type has an equality operator.
      `insert into ${to}.${name} (${columnsOf(table)})
       select ${columnsOf(table, 'new')} from ${from}.${name} new
       where org_id = '${orgId}' and not exists (select from ${to}.${name} old
         where ${sameKey} and row(${columnsOf(table, 'old')})::record *= row(${columnsOf(table, 'new')})::record)
       on conflict (${key}) do update set ${set}`,
    ]
  })
  await client.query(`${withSteps(changes)} select`)
}

export type Checksum = { rows: string; checksum: string }

/** Returns the checksum of the copy, by table. */
export async function checksumsOfCopy(client: pg.ClientBase, { orgId, to, tables }: Move) {
  const copied = tables.map(
    (table) => `select ${columnsOf(table)} from ${to}.${table.name} where org_id = '${orgId}'`,
  )
  return checksums(client, tables, copied)
}

/**
 * Deletes the original rows and returns their checksum, by table. An own schema is dropped later: all
 * of its rows count, whatever their org_id.
 */
export async function removeRows(client: pg.ClientBase, { orgId, from, tables }: Move) {
  if (from === SHARED_SCHEMA) {
    const deleted = tables.map(
      (table) =>
        `delete from ${from}.${table.name} where org_id = '${orgId}' returning ${columnsOf(table)}`,
    )
    return checksums(client, tables, deleted)
  }
  // For writers that do not take the advisory lock, such as psql.
  const names = tables.map(({ name }) => `${from}.${name}`)
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
  const originals = tables.map((table) => `select ${columnsOf(table)} from ${from}.${table.name}`)
  return checksums(client, tables, originals)
}

// Rows are hashed as text, because not every type has a hash function.
async function checksums(client: pg.ClientBase, tables: Table[], rows: string[]) {
  const selects = tables.map(
    (table, index) => `
      select ${index} as number, count(*) as rows,
        coalesce(sum(hashtextextended(row(${columnsOf(table)})::text, 0)), 0)::text as checksum
      from step_${index}`,
  )
  const found = await client.query<Checksum>(
    `${withSteps(rows)} ${selects.join(' union all ')} order by 1`,
  )
  return found.rows
}

const withSteps = (statements: string[]) =>
  `with ${statements.map((statement, index) => `step_${index} as (${statement})`).join(', ')}`
