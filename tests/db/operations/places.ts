import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'
import type { contentsOf } from '../../contents'

type Org = { id: string }

export const inSystem = (statements: string) =>
  asSystem('test', (tx) => tx.execute<Record<string, unknown>>(sql.raw(statements)))

/** Where the org is said to be. */
export async function placeOf({ id }: Org) {
  const { rows } = await inSystem(`select schema from orgs where id = '${id}'`)
  return rows[0]?.schema
}

/** How many projects and entries in the log are there of the org. */
export async function rowsIn(schema: string, { id }: Org) {
  const of = (table: string) =>
    `(select count(*) from ${schema}.${table} where org_id = '${id}')::int`
  const { rows } = await inSystem(`select ${of('projects')} + ${of('audit_logs')} as count`)
  return rows[0]?.count
}

/** The contents of an org, had it been there. */
export function placed(contents: Awaited<ReturnType<typeof contentsOf>>, schema: string) {
  const orgs = contents['public.orgs'] as object[]
  return { ...contents, 'public.orgs': orgs.map((org) => ({ ...org, schema })) }
}
