import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'
import type { contentsOf } from '../../contents'

type Org = { id: string }

/** Runs one or several statements in `asSystem`. */
export const querySystem = (statements: string) =>
  asSystem('test', async (tx) => tx.execute<Record<string, unknown>>(sql.raw(statements)))

/** Returns the stored schema of an org. */
export async function storedSchema({ id }: Org) {
  const { rows } = await querySystem(`select schema from orgs where id = '${id}'`)
  return rows[0]?.schema
}

/** Counts the projects and audit logs of an org in a schema. */
export async function countRows(schema: string, { id }: Org) {
  const countIn = (table: string) =>
    `(select count(*) from ${schema}.${table} where org_id = '${id}')::int`
  const { rows } = await querySystem(
    `select ${countIn('projects')} + ${countIn('audit_logs')} as count`,
  )
  return rows[0]?.count
}

/** Returns the same contents with another schema of the org. */
export function withSchema(contents: Awaited<ReturnType<typeof contentsOf>>, schema: string) {
  const orgs = contents['public.orgs'] as object[]
  return { ...contents, 'public.orgs': orgs.map((org) => ({ ...org, schema })) }
}
