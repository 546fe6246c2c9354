import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ZodError } from 'zod'
import { closePool, pool } from '@/db/client'
import { projects } from '@/db/schema/tenant/projects'
import { lockOf, ownSchemaOf } from '@/db/tenants/schemas'
import { asOrg, asSystem, asUser, type Tx } from '@/db/transactions'
import { env } from '@/lib/env'
import { createProject } from '@/lib/projects/projects'
import { createOrg } from '../factories'
import { asLogin } from '../queue'

const LIMITS = { statementTimeout: '20s', idleTimeout: '30s' }
const user = { id: randomUUID() }
const org = { id: randomUUID() }

const doors = [
  {
    door: 'asUser',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asUser(user, run),
    inside: {
      ...{ role: env().DATABASE_USER_ROLE, userId: user.id, orgId: null },
      path: 'public, pg_temp',
    },
  },
  {
    door: 'asOrg',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asOrg({ user, org }, run),
    inside: {
      ...{ role: env().DATABASE_USER_ROLE, userId: user.id, orgId: org.id },
      path: 'tenant, public, pg_temp',
    },
  },
  {
    door: 'asSystem',
    enter: <T>(run: (tx: Tx) => Promise<T>) => asSystem(`it's a test'; select 'a`, run),
    inside: {
      ...{ role: env().DATABASE_SYSTEM_ROLE, userId: null, orgId: null },
      ...{ path: 'tenant, public, pg_temp', reason: `it's a test'; select 'a` },
    },
  },
]

describe.each(doors)('$door', ({ enter, inside }) => {
  test('enters its role and says who asks', async () => {
    expect(await enter(stateIn)).toMatchObject({ ...inside, ...LIMITS })
  })

  test('leaves nothing behind on its connection', async () => {
    const before = await stateOfNewConnection()

    const { connection } = await enter(stateIn)

    expect(connection).toBe(before.connection)
    expect(await stateOfConnection()).toEqual(before)
  })

  test('leaves nothing behind when it fails', async () => {
    const before = await stateOfNewConnection()

    await expect(enter((tx) => tx.execute(sql`select 1 / 0`))).rejects.toThrow()
    await expect(enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no')

    expect(await stateOfConnection()).toEqual(before)
  })

  test('survives the death of its connection', async () => {
    const dies = enter(async (tx) => {
      const { connection } = await stateIn(tx)
      await pool().query('select pg_terminate_backend($1)', [connection])
      await stateIn(tx)
    })

    await expect(dies).rejects.toThrow()
    expect(await enter(stateIn)).toMatchObject(inside)
  })
})

test('what a door did is undone when it fails', async () => {
  const { admin } = await createOrg()

  await expect(
    asOrg(admin, async (tx) => {
      await tx.insert(projects).values(moonshotOf(admin))
      throw new Error('no')
    }),
  ).rejects.toThrow('no')

  expect(await asOrg(admin, projectNames)).toEqual([])
})

test('doors that are open at the same time do not mix', async () => {
  const many = Array.from({ length: 50 }, () => ({
    user: { id: randomUUID() },
    org: { id: randomUUID() },
  }))

  const seen = await Promise.all(many.map((scope) => asOrg(scope, stateIn)))

  expect(seen.map(({ userId, orgId }) => ({ user: { id: userId }, org: { id: orgId } }))).toEqual(
    many,
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
])('the id %j reaches no SQL', async (value) => {
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

test('an org whose tables are in a schema of its own looks there first', async () => {
  const { admin } = await createOrg()
  const schema = ownSchemaOf(admin.org.id)
  await moveTo(schema, admin)

  expect(await asOrg(admin, stateIn)).toMatchObject({ path: `${schema}, public, pg_temp` })
})

test('it finds its schema by itself, also where no policy hides the other orgs', async () => {
  const { admin: ann } = await createOrg()
  const { admin: bob } = await createOrg()
  const scopes = [ann, bob]
  for (const scope of scopes) await moveTo(ownSchemaOf(scope.org.id), scope)
  await asLogin('alter table public.orgs disable row level security')
  onTestFinished(async () => {
    await asLogin('alter table public.orgs enable row level security')
  })

  for (const scope of scopes) {
    const path = `${ownSchemaOf(scope.org.id)}, public, pg_temp`
    expect(await asOrg(scope, stateIn)).toMatchObject({ path })
  }
})

test('the tables of an org are in no schema but the shared one and its own', async () => {
  const { admin } = await createOrg()
  for (const schema of ['public', 't_1', ownSchemaOf(randomUUID()), 'tenant, pg_temp']) {
    await expect(moveTo(schema, admin)).rejects.toMatchObject({
      cause: { constraint: 'orgs_schema' },
    })
  }
  expect(await asOrg(admin, stateIn)).toMatchObject({ path: 'tenant, public, pg_temp' })
})

test('whoever moves the tables of an org waits for those who are in it', async () => {
  const { admin } = await createOrg()
  const alone = sql.raw(
    `select pg_try_advisory_xact_lock(${lockOf(ownSchemaOf(admin.org.id))}) as got`,
  )
  const take = async () => (await asSystem('test', (tx) => tx.execute(alone))).rows

  expect(await asOrg(admin, take)).toEqual([{ got: false }])
  expect(await take()).toEqual([{ got: true }])
})

test('a temporary table does not stand in for a real one', async () => {
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

async function moveTo(schema: string, { org }: { org: { id: string } }) {
  await asSystem('test', (tx) =>
    tx.execute(sql`update orgs set schema = ${schema} where id = ${org.id}`),
  )
}

async function stateOfNewConnection() {
  await closePool()
  return stateOfConnection()
}

async function stateOfConnection() {
  return (await pool().query(STATE)).rows[0]
}

async function stateIn(tx: Tx) {
  const { rows } = await tx.execute<Record<string, string | number | null>>(sql.raw(STATE))
  return rows[0] ?? {}
}

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
