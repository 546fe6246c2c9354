import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { signIn } from '@/lib/auth/sign-in'
import { databaseEnv } from '@/lib/env'
import { deleteOrg, listOrgs } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { deleteProject, listProjects } from '@/lib/projects/projects'
import { seed } from '@/lib/seed/seed'
import { fastHash } from '../auth/fast-hash'
import { createUser, newCaller, newIpAddress } from '../factories'
import { misplacedDates } from './misplaced-dates'
import { clearDatabase, queuedRecipients, seedContents } from './seed-contents'

vi.setConfig({ testTimeout: 120_000 })

const process = vi.hoisted(() => ({ commits: 0, killedAfter: Number.POSITIVE_INFINITY }))

// A process can die after any commit. Throttles commit by themselves and change nothing that is compared.
vi.mock('@/db/transactions', async (importOriginal) => {
  const original = await importOriginal<typeof import('@/db/transactions')>()
  const killable =
    <Whose, T>(open: (whose: Whose, run: (tx: Tx) => Promise<T>) => Promise<T>) =>
    async (whose: Whose, run: (tx: Tx) => Promise<T>) => {
      let writes = false
      const result = await open(whose, async (tx) => {
        const value = await run(tx)
        const { rows } = await tx.execute(sql`select pg_current_xact_id_if_assigned() as id`)
        writes = rows[0]?.id !== null && whose !== 'throttle'
        return value
      })
      if (writes) process.commits++
      if (writes && process.commits === process.killedAfter) throw new Error('killed')
      return result
    }
  return { ...original, asOrg: killable(original.asOrg), asSystem: killable(original.asSystem) }
})

vi.mock('@/lib/auth/password', async (importOriginal) => ({
  ...(await importOriginal<typeof import('@/lib/auth/password')>()),
  hashPassword: async (password: string) => fastHash(password),
}))

beforeEach(clearDatabase)

describe.each(['row', 'schema'] as const)('with isolation by %s', (isolation) => {
  beforeEach(() => {
    databaseEnv().TENANT_ISOLATION = isolation
  })
  afterEach(() => {
    databaseEnv().TENANT_ISOLATION = 'row'
  })

  test('the demo has two orgs, with people, projects and invitations of different ages', async () => {
    await seed()

    const contents = await seedContents()
    const select = (table: string, ...columns: string[]) =>
      contents[table]?.map((row) => columns.map((column) => row[column]))
    expect(select('people', 'name', 'email', 'email_verified')).toEqual([
      ['Ada Quinn', 'admin@example.com', '960 hours ago'],
      ['Jun Sato', 'jun@example.com', '960 hours ago'],
      ['Milo Reyes', 'member@example.com', '960 hours ago'],
      ['Olga Brandt', 'outsider@example.com', '960 hours ago'],
      ['Priya Nair', 'priya@example.com', '960 hours ago'],
    ])
    expect(select('public.orgs of acme', 'name', 'created_at')).toEqual([['Acme', '720 hours ago']])
    expect(select('public.memberships of acme', 'user_id', 'role', 'created_at')).toEqual([
      ['admin@example.com', 'admin', '720 hours ago'],
      ['member@example.com', 'member', '672 hours ago'],
      ['priya@example.com', 'member', '504 hours ago'],
    ])
    expect(select('public.invitations of acme', 'email', 'status', 'expires_at')).toEqual([
      ['late@example.com', 'pending', '120 hours ago'],
      ['member@example.com', 'accepted', '528 hours ago'],
      ['priya@example.com', 'accepted', '360 hours ago'],
    ])
    expect(
      select('tenant.projects of acme', 'name', 'created_by_name', 'created_at', 'archived_at'),
    ).toEqual([
      ['Brand refresh', 'Ada Quinn', '648 hours ago', '216 hours ago'],
      ['Customer interviews', 'Milo Reyes', '144 hours ago', null],
      ['Mobile app', 'Priya Nair', '5 hours ago', null],
      ['Website relaunch', 'Ada Quinn', '480 hours ago', null],
    ])
    expect(select('public.memberships of globex', 'user_id', 'role', 'created_at')).toEqual([
      ['admin@example.com', 'member', '384 hours ago'],
      ['jun@example.com', 'admin', '720 hours ago'],
    ])
    expect(select('public.invitations of globex', 'email', 'status', 'created_at')).toEqual([
      ['admin@example.com', 'accepted', '408 hours ago'],
      ['member@example.com', 'pending', '2 hours ago'],
    ])
    expect(select('tenant.projects of globex', 'name', 'created_by_name', 'created_at')).toEqual([
      ['Fleet electrification', 'Ada Quinn', '72 hours ago'],
      ['Solar roof', 'Jun Sato', '360 hours ago'],
    ])
    expect(await misplacedDates()).toEqual([])
  })

  test('seeds that start at the same time write the demo once', async () => {
    await seed()
    const once = await seedContents()
    await clearDatabase()

    await Promise.all([seed(), seed(), seed()])

    expect(await seedContents()).toEqual(once)
  })
})

test('a seed that is killed after any commit is completed by the next one', async () => {
  await seed()
  const undisturbed = await seedContents()

  let kills = 0
  for (;;) {
    await clearDatabase()
    const completed = await seedKilledAfter(kills + 1)
    if (completed) break
    kills++
    await seed()
    expect(await seedContents(), `killed after ${kills} commits`).toEqual(undisturbed)
  }
  expect(kills).toBeGreaterThanOrEqual(20)
})

test('everyone signs in with the password "password"', async () => {
  await seed()

  for (const email of ['admin@example.com', 'member@example.com', 'outsider@example.com']) {
    const { user } = await signIn({ email, password: 'password' }, newCaller())
    expect(user.email).toBe(email)
  }
})

test('only the invitation of Milo to Globex is mailed', async () => {
  await seed()

  expect(await queuedRecipients()).toEqual(['member@example.com'])
})

describe('a used database is left alone', () => {
  test('if a person has signed up before the first seed', async () => {
    await createUser()
    const before = await seedContents()

    await seed()

    expect(await seedContents()).toEqual(before)
  })

  test('if it was seeded before and the demo was changed', async () => {
    await seed()
    const { user } = await signIn({ email: 'admin@example.com', password: 'password' }, newCaller())
    const acme = await findScope({ ...user, ipAddress: newIpAddress() }, { slug: 'acme' })
    if (!acme) throw new Error('Ada is not a member of Acme.')
    const { projects } = await listProjects(acme)
    await deleteProject(acme, projects[0]?.id ?? '')
    await deleteOrg(acme, 'acme')
    await asSystem('test', (tx) => tx.delete(users).where(eq(users.email, 'outsider@example.com')))
    const before = await seedContents()

    await seed()

    expect(await seedContents()).toEqual(before)
    expect((await listOrgs(user)).map(({ slug }) => slug)).toEqual(['globex'])
  })

  test('if the seed is unfinished and a person has signed up since', async () => {
    await seedKilledAfter(3)
    await createUser()
    const before = await seedContents()

    await seed()

    expect(await seedContents()).toEqual(before)
  })
})

/** Stops the seed after this number of commits. Returns true if it needed fewer. */
async function seedKilledAfter(commits: number): Promise<boolean> {
  Object.assign(process, { commits: 0, killedAfter: commits })
  try {
    await seed()
    return true
  } catch (error) {
    expect(error).toEqual(new Error('killed'))
    return false
  } finally {
    process.killedAfter = Number.POSITIVE_INFINITY
  }
}
