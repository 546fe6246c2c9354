import { sql } from 'drizzle-orm'
import { pool } from '@/db/client'
import { asSystem } from '@/db/transactions'
import { contentsOf } from '../contents'
import type { TargetOrg } from './target-org'

/** Everything that an attack must not change: the rows of both orgs, their people and their mail. */
export async function takeSnapshot({ admin, member, invited, deleted }: TargetOrg) {
  const rows = await contentsOf(admin.org)
  const deletedRows = await contentsOf(deleted.org)
  const people = await rowsOfUsers([admin, member, invited].map(({ user }) => user.id))
  return { rows, deletedRows, people, mails: await mailsAbout([rows, deletedRows]) }
}

/** In every table that names users and no orgs. */
async function rowsOfUsers(ids: string[]) {
  return asSystem('test', async (tx) => {
    const { rows: tables } = await tx.execute<{ name: string; key: string }>(sql`
      select format('%I.%I', nspname, relname) as name, attname as key
      from pg_attribute
      join pg_class c on c.oid = attrelid and relkind in ('r', 'p')
      join pg_namespace n on n.oid = relnamespace and nspname = 'public'
      where (attname = 'user_id' or relname = 'users' and attname = 'id')
        and not exists (
          select from pg_attribute where attrelid = c.oid and attname = 'org_id')`)
    if (!tables.length) throw new Error('No table has rows of users.')
    const found: Record<string, unknown[]> = {}
    for (const { name, key } of tables) {
      const { rows } = await tx.execute(
        sql`select * from ${sql.raw(name)} t
            where ${sql.raw(key)} in ${ids} order by t::text`,
      )
      found[name] = rows
    }
    return found
  })
}

async function mailsAbout(contents: Record<string, unknown[]>[]) {
  const ids = contents.flatMap((one) => (one['public.invitations'] as { id: string }[]) ?? [])
  const { rows } = await pool().query(
    `select payload::text from graphile_worker._private_jobs
     where payload ->> 'id' = any($1) order by 1`,
    [ids.map(({ id }) => id)],
  )
  return rows
}
