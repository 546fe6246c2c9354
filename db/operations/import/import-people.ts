import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Values } from '@/db/operations/export/org-rows'

export type People = {
  /** The id of each person here, by the id that the file has. */
  ids: Map<string, string>
  /** The addresses of those who had no account here. */
  newUsers: string[]
}

/** The people of a file who have an account here: the address says who somebody is. */
export async function findPeople(client: pg.ClientBase, people: Values[]): Promise<People> {
  const { rows } = await client.query<{ id: string; email: string }>(
    'select id, email from public.users where email = any($1)',
    [people.map(emailOf)],
  )
  const known = new Map(rows.map(({ id, email }) => [email, id]))
  const ids = new Map<string, string>()
  for (const person of people) {
    const id = known.get(emailOf(person))
    if (id) ids.set(String(person.id), id)
  }
  return { ids, newUsers: people.map(emailOf).filter((email) => !known.has(email)) }
}

/** The same, after it has made accounts for the others, without passwords. */
export async function addPeople(client: pg.ClientBase, people: Values[]): Promise<People> {
  const { ids, newUsers: strangers } = await findPeople(client, people)
  const added = people.filter((person) => strangers.includes(emailOf(person)))
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
  // As everywhere: an account ends what else was under way to become one.
  await client.query('delete from public.sign_ups where email = any($1)', [strangers])
  return { ids, newUsers: strangers }
}

const emailOf = ({ email }: Values) => String(email).toLowerCase()
