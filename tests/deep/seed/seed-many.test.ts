import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { describeActivity } from '@/lib/audit/describe-activity'
import { listActivity } from '@/lib/audit/list-activity'
import { signIn } from '@/lib/auth/sign-in'
import { databaseEnv } from '@/lib/env'
import { nameField } from '@/lib/fields'
import { inviteMembers, listPendingInvitations } from '@/lib/orgs/invitations'
import { listMembers, makeAdmin } from '@/lib/orgs/memberships'
import { listOrgs } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { createProject, listProjects } from '@/lib/projects/projects'
import { orgName, personName } from '@/lib/seed/names'
import { seedMany } from '@/lib/seed/seed-many'
import { contentsOf } from '../../contents'
import { newCaller, newIpAddress, uniqueEmail } from '../../factories'
import { queueLength } from '../../queue'
import { misplacedDates } from '../../seed/misplaced-dates'
import { all, clearDatabase, counts } from '../../seed/seed-contents'

// A password's hash takes its time.
vi.setConfig({ testTimeout: 120_000 })

beforeEach(clearDatabase)

const SIZE = { orgs: 10, members: 5 }

test('each seed adds as many orgs as it is asked for, also at the same time', async () => {
  const progress: number[] = []
  await seedMany(SIZE, (done) => progress.push(done))
  expect(progress).toEqual(Array.from({ length: 10 }, (_, index) => index + 1))
  const once = await counts()
  expect(once).toMatchObject({ orgs: 10, slugs: 10, memberships: 50, projects: 40, archived: 10 })
  expect(Number(once.memberships) / Number(once.users)).toBeGreaterThan(3)

  await Promise.all([seedMany(SIZE, () => {}), seedMany(SIZE, () => {})])

  const tripled = Object.entries(once).map(([name, count]) => [name, 3 * Number(count)])
  expect(await counts()).toEqual(Object.fromEntries(tripled))
  expect(await queueLength()).toBe(0)
})

describe.each(['row', 'schema'] as const)('with isolation by %s', (isolation) => {
  beforeEach(() => {
    databaseEnv().TENANT_ISOLATION = isolation
  })
  afterEach(() => {
    databaseEnv().TENANT_ISOLATION = 'row'
  })

  test('every date is in the past and in order', async () => {
    await seedMany({ orgs: 6, members: 12 }, () => {})

    expect(await misplacedDates()).toEqual([])
    const [age] = await all<{ oldest: number; newest: number }>(
      `select extract(day from now() - min(created_at))::int as oldest,
        extract(day from now() - max(created_at))::int as newest from orgs`,
    )
    expect(age).toEqual({ oldest: 365, newest: 60 })
  })

  test('an admin signs in and works in the org', async () => {
    const scope = await newAdmin()
    const { members, total } = await listMembers(scope)
    expect(total).toBe(5)
    const globex = await newAdmin()
    const before = await contentsOf(globex.org)

    await makeAdmin(scope, members.find(({ role }) => role === 'member')?.userId ?? '')
    await createProject(scope, { name: 'Moonshot' })
    const email = uniqueEmail()
    await inviteMembers(scope, { emails: [email], role: 'member' })

    const admins = (await listMembers(scope)).members.filter(({ role }) => role === 'admin')
    expect(admins).toHaveLength(2)
    expect(await listProjects(scope)).toMatchObject({ total: 5 })
    const invited = (await listPendingInvitations(scope)).map((invitation) => invitation.email)
    expect(invited).toContain(email)
    expect(invited).toHaveLength(4)
    const activity = (await listActivity(scope, { limit: 100 })).map(describeActivity)
    expect(activity).toContain('created the project Moonshot')
    expect(activity.join()).not.toContain('undefined')
    expect(await contentsOf(globex.org)).toEqual(before)
  })
})

test('an org can have more members than its admin can invite in an hour', async () => {
  await seedMany({ orgs: 1, members: 230 }, () => {})

  expect(await counts()).toMatchObject({ memberships: 230, invitations: 232 })
  expect(await all("select from memberships where role = 'admin'")).toHaveLength(12)
})

test('a person creates at most five orgs', async () => {
  await seedMany({ orgs: 13, members: 1 }, () => {})

  const founders = await all<{ orgs: number }>(
    'select count(*)::int as orgs from memberships group by user_id',
  )
  expect(Math.max(...founders.map(({ orgs }) => orgs))).toBe(5)
})

test('names and slugs are valid and varied', () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => index)
  const names = [...numbers.map(orgName), ...numbers.map(personName)]
  expect(names.filter((name) => nameField('a name').parse(name) !== name)).toEqual([])
  expect(new Set(numbers.map(orgName)).size).toBeGreaterThan(400)
  expect(new Set(numbers.map(personName)).size).toBeGreaterThan(900)
})

/** The admin of an org that was just seeded, signed in. */
async function newAdmin() {
  const email = (await seedMany({ orgs: 1, members: 5 }, () => {})) ?? ''
  const { user } = await signIn({ email, password: 'password' }, newCaller())
  const [org] = await listOrgs(user)
  const scope = org && (await findScope({ ...user, ipAddress: newIpAddress() }, org))
  if (scope?.membership.role !== 'admin') throw new Error(`${email} is not an admin.`)
  return scope
}
