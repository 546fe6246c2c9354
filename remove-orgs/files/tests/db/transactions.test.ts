import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { closePool, pool } from '@/db/client'
import { projects } from '@/db/schema/projects'
import { asSystem, asUser, type Tx } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { createUser } from '../factories'

const user = { id: randomUUID() }

const transactions = [
  {
    name: 'asUser',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asUser(user, run),
    expected: { role: databaseEnv().DATABASE_USER_ROLE, userId: user.id },
  },
  {
    name: 'asSystem',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asSystem(`it's a test'; select 'a`, run),
    expected: { role: databaseEnv().DATABASE_SYSTEM_ROLE, userId: null },
  },
]

describe.each(transactions)('$name', ({ enter, expected }) => {
  test('sets the role, the settings and the timeouts', async () => {
    const state = { ...expected, path: 'public, pg_temp', timeout: '20s' }
    expect(await enter(stateIn)).toMatchObject(state)
    expect(await enter(selectState)).toMatchObject({ rows: [state] })
  })

  test('resets its connection, also when it fails', async () => {
    await closePool()
    const before = (await pool().query(STATE)).rows[0]

    await enter(selectState)
    await expect(enter((tx) => tx.execute(sql`select 1 / 0`))).rejects.toThrow()
    await expect(enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no')

    expect((await pool().query(STATE)).rows[0]).toEqual(before)
  })
})

test('a failed transaction is rolled back', async () => {
  const ann = await createUser()
  const failing = asUser(ann, async (tx) => {
    await tx.insert(projects).values({ userId: ann.id, name: 'Moonshot' })
    throw new Error('no')
  })

  await expect(failing).rejects.toThrow('no')

  expect(await asUser(ann, (tx) => tx.select().from(projects))).toEqual([])
})

test('concurrent transactions keep their own settings', async () => {
  const users = Array.from({ length: 50 }, () => ({ id: randomUUID() }))
  const seen = await Promise.all(users.map((user) => asUser(user, stateIn)))
  expect(seen.map(({ userId }) => ({ id: userId }))).toEqual(users)
})

test.each(['', 'ann', "' or true --", ` ${user.id}`, [user.id], null, undefined])(
  'the id %j is rejected before any SQL runs',
  async (value) => {
    await expect(asUser({ id: value as string }, stateIn)).rejects.toThrow(ZodError)
  },
)

async function stateIn(tx: Tx) {
  const { rows } = await selectState(tx)
  return rows[0] ?? {}
}

const selectState = (tx: Tx) => tx.execute<Record<string, string | null>>(sql.raw(STATE))

const STATE = `select current_user as role,
  nullif(current_setting('app.user_id', true), '') as "userId",
  current_setting('search_path') as path, current_setting('statement_timeout') as timeout`
