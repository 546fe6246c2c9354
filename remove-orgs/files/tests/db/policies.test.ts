import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { ownedTables } from '@/db/policies'
import { asSystem, asUser } from '@/db/transactions'
import { createProject } from '@/lib/projects/projects'
import { addTask } from '@/lib/projects/tasks'
import { contentsOf } from '../contents'
import { createUser } from '../factories'

// SQL without a condition on the user shows what the policies do alone.

const tables = await asSystem('test', (tx) => ownedTables(tx.$client))

async function personWithRows() {
  const user = await createUser()
  await addTask(user, await createProject(user, { name: 'Moonshot' }), 'Launch')
  return user
}

test('projects and tasks have owners', () => {
  expect(tables).toEqual(expect.arrayContaining(['projects', 'tasks']))
})

test.each(tables)('a person sees, changes and deletes only their own rows in %s', async (table) => {
  const [ann, bob] = [await personWithRows(), await personWithRows()]
  const before = await contentsOf(bob)
  const name = sql.identifier(table)

  const { rows } = await asUser(ann, (tx) => tx.execute(sql`select user_id from ${name}`))
  await asUser(ann, (tx) => tx.execute(sql`update ${name} set created_at = now()`))
  await asUser(ann, (tx) => tx.execute(sql`delete from ${name}`))

  expect(rows.filter(({ user_id }) => user_id !== ann.id)).toEqual([])
  expect(await contentsOf(bob)).toEqual(before)
})

test('a row cannot be inserted for another person, or given to them', async () => {
  const [ann, bob] = [await personWithRows(), await personWithRows()]
  const refused = { cause: { message: expect.stringContaining('row-level security') } }

  const insert = sql`insert into projects (user_id, id, name) values (${bob.id}, ${randomUUID()}, 'Gift')`
  await expect(asUser(ann, (tx) => tx.execute(insert))).rejects.toMatchObject(refused)
  const give = sql`update tasks set user_id = ${bob.id}`
  await expect(asUser(ann, (tx) => tx.execute(give))).rejects.toMatchObject(refused)
})

test('a person reads only their own account, and no password', async () => {
  const [ann] = [await createUser(), await createUser()]

  const { rows } = await asUser(ann, (tx) => tx.execute(sql`select id from users`))
  expect(rows).toEqual([{ id: ann.id }])
  for (const table of ['passwords', 'sessions', 'two_factors', 'security_events']) {
    const read = asUser(ann, (tx) => tx.execute(sql`select from ${sql.identifier(table)}`))
    await expect(read).rejects.toMatchObject({ cause: { code: '42501' } })
  }
})
