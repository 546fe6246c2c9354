import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ZodError } from 'zod'
import { closePool, pool } from '@/db/client'
import { projects } from '@/db/schema/tenant/projects'
import { lockOf, ownSchemaOf } from '@/db/tenants/schemas'
import { asOrg, asSystem, asUser, type Tx } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { createProject } from '@/lib/projects/projects'
import { createOrg } from '../factories'
import { asLogin } from '../queue'

const TIMEOUTS = { statementTimeout: '20s', idleTimeout: '30s' }
const user = { id: randomUUID() }
const org = { id: randomUUID() }

const transactions = [
  {
    name: 'asUser',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asUser(user, run),
    expected: {
      ...{ role: databaseEnv().DATABASE_USER_ROLE, userId: user.id, orgId: null },
      path: 'public, pg_temp',
    },
  },
  {
    name: 'asOrg',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asOrg({ user, org }, run),
    expected: {
      ...{ role: databaseEnv().DATABASE_USER_ROLE, userId: user.id, orgId: org.id },
      path: 'tenant, public, pg_temp',
    },
  },
  {
    name: 'asSystem',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asSystem(`it's a test'; select 'a`, run),
    expected: {
      ...{ role: databaseEnv().DATABASE_SYSTEM_ROLE, userId: null, orgId: null },
      ...{ path: 'tenant, public, pg_temp', reason: `it's a test'; select 'a` },
    },
  },
]

describe.each(transactions)('$name', ({ enter, expected }) => {
  test('sets the role, the settings and the timeouts', async () => {
    expect(await enter(stateIn)).toMatchObject({ ...expected, ...TIMEOUTS })
    expect(await enter(selectState)).toMatchObject({ rows: [{ ...expected, ...TIMEOUTS }] })
  })

  test('resets its connection', async () => {
    const before = await stateOfNewConnection()

    const { connection } = await enter(stateIn)
    await enter(selectState)

    expect(connection).toBe(before.connection)
    expect(await stateOfConnection()).toEqual(before)
  })

  test('resets its connection when it fails', async () => {
    const before = await stateOfNewConnection()

    const byZero = { cause: { code: '22012' } }
    await expect(enter((tx) => tx.execute(sql`select 1 / 0`))).rejects.toMatchObject(byZero)
    await expect(enter(async (tx) => tx.execute(sql`select 1 / 0`))).rejects.toMatchObject(byZero)
    await expect(enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no')

    expect(await stateOfConnection()).toEqual(before)
  })

  test('works again after its connection is lost', async () => {
    const interrupted = enter(async (tx) => {
      const { connection } = await stateIn(tx)
      await pool().query('select pg_terminate_backend($1)', [connection])
      await stateIn(tx)
    })

    await expect(interrupted).rejects.toThrow()
    expect(await enter(stateIn)).toMatchObject(expected)
  })
})

test('a failed transaction is rolled back', async () => {
  const { admin } = await createOrg()

  await expect(
    asOrg(admin, async (tx) => {
      await tx.insert(projects).values(moonshotOf(admin))
      throw new Error('no')
    }),
  ).rejects.toThrow('no')

  expect(await asOrg(admin, projectNames)).toEqual([])
})

test('concurrent transactions keep their own settings', async () => {
  const scopes = Array.from({ length: 50 }, () => ({
    user: { id: randomUUID() },
    org: { id: randomUUID() },
  }))

  const seen = await Promise.all(scopes.map((scope) => asOrg(scope, stateIn)))

  expect(seen.map(({ userId, orgId }) => ({ user: { id: userId }, org: { id: orgId } }))).toEqual(
    scopes,
  )
})

const ID = '6f1e0c52-3b5a-4d0e-9a55-7f5f5a1c2d3e'

test.each([
  '',
  'acme',
  "' or true --",
  `${ID}'`,
  `${ID}' or '1'='1`,
  `${ID}', true); drop table users; --`,
  `${ID}\n`,
  ` ${ID}`,
  `{${ID}}`,
  ID.replaceAll('-', ''),
  [ID],
  { toString: () => ID },
  null,
  undefined,
])('the id %j is rejected before any SQL runs', async (value) => {
  const id = value as string
  const run = vi.fn()
  const acquire = vi.fn()
  const connections = pool().on('acquire', acquire)
  onTestFinished(() => void connections.off('acquire', acquire))

  await expect(asUser({ id }, run)).rejects.toThrow(ZodError)
  await expect(asOrg({ user: { id }, org }, run)).rejects.toThrow(ZodError)
  await expect(asOrg({ user, org: { id } }, run)).rejects.toThrow(ZodError)

  expect(run).not.toHaveBeenCalled()
  expect(acquire).not.toHaveBeenCalled()
})

test('the search path of an org with its own schema begins with that schema', async () => {
  const { admin } = await createOrg()
  const schema = ownSchemaOf(admin.org.id)
  await setSchema(schema, admin)

  expect(await asOrg(admin, stateIn)).toMatchObject({ path: `${schema}, public, pg_temp` })
})

test('the search path is right even without policies on orgs', async () => {
  const { admin: ann } = await createOrg()
  const { admin: bob } = await createOrg()
  const scopes = [ann, bob]
  for (const scope of scopes) await setSchema(ownSchemaOf(scope.org.id), scope)
  await asLogin('alter table public.orgs disable row level security')
  onTestFinished(async () => {
    await asLogin('alter table public.orgs enable row level security')
  })

  for (const scope of scopes) {
    const path = `${ownSchemaOf(scope.org.id)}, public, pg_temp`
    expect(await asOrg(scope, stateIn)).toMatchObject({ path })
  }
})

test('the schema of an org can only be the shared one or its own', async () => {
  const { admin } = await createOrg()
  for (const schema of ['public', 't_1', ownSchemaOf(randomUUID()), 'tenant, pg_temp']) {
    await expect(setSchema(schema, admin)).rejects.toMatchObject({
      cause: { constraint: 'orgs_schema' },
    })
  }
  expect(await asOrg(admin, stateIn)).toMatchObject({ path: 'tenant, public, pg_temp' })
})

test('a move of an org waits for its running transactions', async () => {
  const { admin } = await createOrg()
  const tryLock = sql.raw(
    `select pg_try_advisory_xact_lock(${lockOf(ownSchemaOf(admin.org.id))}) as got`,
  )
  const lock = async () => (await asSystem('test', (tx) => tx.execute(tryLock))).rows

  const lockInside = async (tx: Tx) => {
    await selectState(tx)
    return lock()
  }
  expect(await asOrg(admin, lockInside)).toEqual([{ got: false }])
  expect(await lock()).toEqual([{ got: true }])
})

test('a temporary table does not replace a real one', async () => {
  onTestFinished(closePool)
  const { admin } = await createOrg()
  await createProject(admin, { name: 'Moonshot' })

  const connection = await asOrg(admin, async (tx) => {
    await tx.execute(sql`create temporary table projects as select * from tenant.projects`)
    await tx.execute(sql`update pg_temp.projects set name = 'Counterfeit'`)
    return (await stateIn(tx)).connection
  })

  expect(await asOrg(admin, stateIn)).toMatchObject({ connection })
  expect(await asOrg(admin, projectNames)).toEqual(['Moonshot'])
  expect(await asSystem('test', projectNames)).toContain('Moonshot')
})

/** Changes the stored schema of an org, without moving its tables. */
async function setSchema(schema: string, { org }: { org: { id: string } }) {
  await asSystem('test', (tx) =>
    tx.execute(sql`update orgs set schema = ${schema} where id = ${org.id}`),
  )
}

/** Returns the state of a connection before it was used. */
async function stateOfNewConnection() {
  await closePool()
  return stateOfConnection()
}

async function stateOfConnection() {
  return (await pool().query(STATE)).rows[0]
}

async function stateIn(tx: Tx) {
  const { rows } = await selectState(tx)
  return rows[0] ?? {}
}

const selectState = (tx: Tx) => tx.execute<Record<string, string | number | null>>(sql.raw(STATE))

const STATE = `select pg_backend_pid() as connection, current_user as role,
  nullif(current_setting('app.user_id', true), '') as "userId",
  nullif(current_setting('app.org_id', true), '') as "orgId",
  nullif(current_setting('app.reason', true), '') as reason,
  current_setting('search_path') as path,
  current_setting('statement_timeout') as "statementTimeout",
  current_setting('idle_in_transaction_session_timeout') as "idleTimeout"`

async function projectNames(tx: Tx) {
  const rows = await tx.select({ name: projects.name }).from(projects)
  return rows.map(({ name }) => name)
}

function moonshotOf({ user, org }: { user: { id: string; name: string }; org: { id: string } }) {
  return { orgId: org.id, name: 'Moonshot', createdBy: user.id, createdByName: user.name }
}
