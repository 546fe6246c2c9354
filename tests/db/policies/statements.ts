import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { asOrg, asSystem, asUser, type Tx } from '@/db/transactions'
import type { OrgScope } from '@/lib/orgs/scope'
import { uniqueEmail, uniqueSlug } from '../../factories'
import { permissionDenied } from './tables'

/** Runs a function in a transaction. */
export type Enter = <T>(run: (tx: Tx) => Promise<T>) => Promise<T>

export function inOrg(scope: OrgScope): Enter {
  return (run) => asOrg(scope, run)
}

export function as(user: { id: string }): Enter {
  return (run) => asUser(user, run)
}

export function execute(statement: string) {
  return (tx: Tx) => tx.execute(sql.raw(statement))
}

/** Returns all visible rows of a table. */
export async function rowsOf(table: string, enter: Enter) {
  return (await enter(execute(`select * from ${table} t order by t::text`))).rows
}

/** Returns the distinct visible values of a column. */
export async function valuesOf(table: string, column: string, enter: Enter) {
  const { rows } = await enter(
    execute(`select distinct ${column} as value from ${table} order by 1`),
  )
  return rows.map(({ value }) => value)
}

/** Counts the rows that a statement changed; 0 if permission was denied. */
export async function countChangedRows(statement: string, enter: Enter) {
  try {
    return (await enter(execute(statement))).rowCount
  } catch (error) {
    expect(error).toMatchObject(permissionDenied)
    return 0
  }
}

/** Returns a statement that changes every visible row. */
export function updateAll(table: string) {
  const column = table === 'public.orgs' ? 'deleted_at' : 'created_at'
  return `update ${table} set ${column} = 'epoch'`
}

/** Returns a statement that inserts a copy of an org's first row, with this user and a new id. */
export async function insertLike(
  table: string,
  contents: Record<string, unknown[]>,
  user: { id: string },
) {
  const [first] = contents[table] ?? []
  const [id, slug] = [randomUUID(), uniqueSlug()]
  if (table === 'public.orgs') {
    const insertSlug = `insert into org_slugs (org_id, slug) values ('${id}', '${slug}')`
    await asSystem('orgs references org_slugs', execute(insertSlug))
  }
  const changed = { id, slug, email: uniqueEmail(), user_id: user.id }
  const row = JSON.stringify({ ...(first as object), ...changed }).replaceAll("'", "''")
  return `insert into ${table} select * from json_populate_record(null::${table}, '${row}')`
}
