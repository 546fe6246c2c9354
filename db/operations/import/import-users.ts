import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Values } from '@/db/operations/export/org-rows'

export type ImportedUsers = {
  /** The id in this deployment, by the id in the file. */
  ids: Map<string, string>
  /** Emails without an account in this deployment. */
  newUsers: string[]
}

/** Matches the users of a file with accounts by email. */
export async function findUsers(client: pg.ClientBase, users: Values[]): Promise<ImportedUsers> {
  const { rows } = await client.query<{ id: string; email: string }>(
    'select id, email from public.users where email = any($1)',
    [users.map(emailOf)],
  )
  const known = new Map(rows.map(({ id, email }) => [email, id]))
  const ids = new Map<string, string>()
  for (const user of users) {
    const id = known.get(emailOf(user))
    if (id) ids.set(String(user.id), id)
  }
  return { ids, newUsers: users.map(emailOf).filter((email) => !known.has(email)) }
}

/** Creates accounts without a password for users that have none. */
export async function importUsers(client: pg.ClientBase, users: Values[]): Promise<ImportedUsers> {
  const { ids, newUsers } = await findUsers(client, users)
  const added = users.filter((user) => newUsers.includes(emailOf(user)))
  const taken = await client.query<{ id: string }>(
    'select id from public.users where id = any($1)',
    [added.map(({ id }) => id)],
  )
  for (const { id } of added) {
    const isTaken = taken.rows.some((row) => row.id === id)
    ids.set(String(id), isTaken ? randomUUID() : String(id))
  }
  await client.query(
    `insert into public.users (id, name, email, email_verified)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])`,
    [
      added.map(({ id }) => ids.get(String(id))),
      added.map(({ name }) => name),
      added.map(emailOf),
      added.map(({ email_verified }) => email_verified),
    ],
  )
  // Creating an account always ends its pending sign-ups.
  await client.query('delete from public.sign_ups where email = any($1)', [newUsers])
  return { ids, newUsers }
}

const emailOf = ({ email }: Values) => String(email).toLowerCase()
