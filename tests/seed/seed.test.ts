import { spawnSync } from 'node:child_process'
import { sql } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { asSystem } from '@/db/transactions'
import { describeActivity } from '@/lib/audit/describe-activity'
import { listActivity } from '@/lib/audit/list-activity'
import { signIn } from '@/lib/auth/sign-in'
import { readSize } from '@/lib/cli/seed-many'
import { nameField } from '@/lib/fields'
import { inviteMembers, listPendingInvitations } from '@/lib/orgs/invitations'
import { listMembers, makeAdmin } from '@/lib/orgs/memberships'
import { listOrgs } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { createProject, listProjects } from '@/lib/projects/projects'
import { seedMany } from '@/lib/seed/seed-many'
import { isSlug } from '@/lib/tenancy/slugs'
import { contentsOf } from '../contents'
import { newIpAddress, uniqueEmail } from '../factories'
import { queueLength } from '../queue'

// A password's hash takes its time.
vi.setConfig({ testTimeout: 60_000 })

const SIZE = { orgs: 40, members: 5 }

test('the many are as many as were asked for, and as many again with each seed', async () => {
  const progress: number[] = []
  await seedMany(SIZE, (done) => progress.push(done))
  expect(progress.at(-1)).toBe(40)
  const once = await counts()
  expect(once).toMatchObject({ orgs: 40, slugs: 40, memberships: 200, projects: 160 })
  expect(Number(once.memberships) / Number(once.users)).toBeGreaterThan(4)

  await Promise.all([seedMany(SIZE, () => {}), seedMany(SIZE, () => {})])

  const tripled = Object.entries(once).map(([name, count]) => [name, 3 * Number(count)])
  expect(await counts()).toEqual(Object.fromEntries(tripled))
  expect(await queueLength()).toBe(0)
})

test('an admin signs in, and works in the org as if services had made it', async () => {
  const scope = await newAdmin()
  const { members, total } = await listMembers(scope)
  expect(total).toBe(5)
  const globex = await newAdmin()
  const before = await contentsOf(globex.org)

  const someone = members.find(({ role }) => role === 'member')
  await makeAdmin(scope, someone?.userId ?? '')
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

test('names, addresses and times are such as services allow', async () => {
  await seedMany({ orgs: 120, members: 25 }, () => {})

  const orgs = await all<{ name: string; slug: string }>('select name, slug from orgs')
  const users = await all<{ name: string }>('select name from users')
  expect(orgs.filter(({ slug }) => !isSlug(slug))).toEqual([])
  expect(
    [...orgs, ...users].filter(({ name }) => nameField('a name').parse(name) !== name),
  ).toEqual([])
  expect(new Set(orgs.map(({ name }) => name)).size).toBeGreaterThan(100)
  expect(new Set(users.map(({ name }) => name)).size).toBeGreaterThan(500)
  expect(await all(TOO_EARLY_OR_LATE)).toEqual([])
  expect(await all(WITHOUT_ADMIN)).toEqual([])
})

describe('the command', () => {
  test('says what it adds, line by line where there is no terminal', () => {
    const { stdout, stderr, status } = run('--orgs', '3', '--members', '4')

    expect(stderr).toContain('3 of 3 organizations')
    expect(stdout).toMatch(/Sign in as person-\d+@example.com, password "password"/)
    expect(status).toBe(0)
  })

  test('writes nothing outside local mode', async () => {
    const before = await counts()
    vi.stubEnv('LOCAL_MODE', '0')
    vi.stubEnv('RESEND_API_KEY', 're_test')
    vi.stubEnv('MAIL_FROM', 'hello@example.com')

    const { stderr, status } = run('--orgs', '3', '--members', '4')

    vi.unstubAllEnvs()
    expect(stderr).toContain('Seeds are for local mode only: nothing was written.')
    expect(status).toBe(1)
    expect(await counts()).toEqual(before)
  })

  test.each([
    [['--orgs', '0', '--members', '4'], '--orgs must be a number'],
    [['--orgs', 'many', '--members', '4'], '--orgs must be a number'],
    [['--orgs', '1.5', '--members', '4'], '--orgs must be a number'],
    [['--orgs', '10'], '--members must be a number'],
    [['--members', '10'], '--orgs must be a number'],
    [['--orgs', '-1', '--members', '4'], '--orgs'],
    [['--org', '10'], '--org'],
    [['10'], '10'],
  ])('refuses %j', (args, problem) => {
    expect(() => readSize(args)).toThrow(problem)
  })

  test('takes two numbers, or none', () => {
    expect(readSize(['--orgs', '1000', '--members', '100'])).toEqual({ orgs: 1000, members: 100 })
    expect(readSize([])).toBeUndefined()
  })
})

/** The founder of an org that was just seeded, signed in. */
async function newAdmin() {
  const email = (await seedMany({ orgs: 1, members: 5 }, () => {})) ?? ''
  const { user } = await signIn({ email, password: 'password' }, newIpAddress())
  const [org] = await listOrgs(user)
  const scope = org && (await findScope({ ...user, ipAddress: newIpAddress() }, org))
  if (scope?.membership.role !== 'admin') throw new Error('The founder is no admin.')
  return scope
}

function run(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'lib/cli/db-seed.ts', ...args], {
    encoding: 'utf8',
  })
}

async function counts(): Promise<Record<string, string>> {
  const [found] = await all<Record<string, string>>(`
    select (select count(*)::int from orgs) as orgs,
      (select count(distinct slug)::int from org_slugs) as slugs,
      (select count(*)::int from users) as users,
      (select count(*)::int from passwords) as passwords,
      (select count(*)::int from memberships) as memberships,
      (select count(*)::int from invitations) as invitations,
      (select count(*)::int from projects) as projects,
      (select count(*)::int from audit_logs) as logs`)
  return found ?? {}
}

async function all<Row extends Record<string, unknown>>(statement: string) {
  return (await asSystem('test', (tx) => tx.execute<Row>(sql.raw(statement)))).rows
}

const TOO_EARLY_OR_LATE = `
  select 'membership', m.created_at from memberships m
    join orgs o on o.id = m.org_id join users u on u.id = m.user_id
    where m.created_at not between greatest(o.created_at, u.created_at) and now()
  union all
  select 'invitation', i.created_at from invitations i join orgs o on o.id = i.org_id
    where i.created_at not between o.created_at and now() or i.expires_at <= i.created_at
  union all
  select 'project', p.created_at from projects p
    join memberships m on m.org_id = p.org_id and m.user_id = p.created_by
    where p.created_at not between m.created_at and now()
      or p.archived_at not between p.created_at and now()
  union all
  select 'log', l.created_at from audit_logs l
    left join memberships m on m.org_id = l.org_id and m.user_id = l.actor_id
    where m.created_at is null or l.created_at not between m.created_at and now()`

const WITHOUT_ADMIN = `
  select id from orgs
  where id not in (select org_id from memberships where role = 'admin')`
