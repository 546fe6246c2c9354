import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { memberships } from '@/db/schema/system/orgs'
import { passwordResets, users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg, asSystem } from '@/db/transactions'
import { adapter } from '@/lib/auth/adapter'
import { resetPassword } from '@/lib/auth/password-reset'
import { signToken } from '@/lib/auth/tokens'
import { slugField } from '@/lib/fields'
import { runForm } from '@/lib/forms'
import { inviteMembers, revokeInvitation } from '@/lib/orgs/invitations'
import { findLandingPath } from '@/lib/orgs/landing-page'
import { leaveOrg, listMembers, makeMember, removeMember } from '@/lib/orgs/memberships'
import { createOrg as create, deleteOrg, listOrgs } from '@/lib/orgs/orgs'
import {
  acceptInvitation,
  findInvitation,
  joinByInvitation,
  listMyInvitations,
} from '@/lib/orgs/received-invitations'
import { findScope } from '@/lib/orgs/scope'
import { createProject, listProjects } from '@/lib/projects/projects'
import { pathInOrg } from '@/lib/tenancy/paths'
import { config } from '@/middleware'
import { contentsOf } from './contents'
import {
  createOrg,
  createUser,
  newIpAddress,
  schemaOf,
  startSession,
  type TestOrg,
  uniqueEmail,
  uniqueSlug,
} from './factories'
import { EXPIRED, invite, updateInvitation } from './orgs/invite'
import { asLogin, queuedMails } from './queue'
import { sources } from './source'

// Seventeen defects of published multi-tenant starters, each with a test that this one does not have it.
// The tests of each module go into more detail.

// Hashing a password is slow by design, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test('D1: a member who calls the services directly cannot remove anyone or invite an admin', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const pretending = { ...member, membership: { role: 'admin' as const } }
  const before = await contentsOf(acme)

  for (const scope of [member, pretending]) {
    await expect(removeMember(scope, acme.admin.user.id)).rejects.toMatchObject(forbidden)
    await expect(
      inviteMembers(scope, { emails: [uniqueEmail()], role: 'admin' }),
    ).rejects.toMatchObject(forbidden)
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test('D2: an invitation has a random id, expires, is sent by email, and works with an existing account', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const invitation = await invite(acme, bob)

  expect(z.uuidv4().safeParse(invitation.id).success).toBe(true)
  expect(await findInvitation(invitation.id)).toBeNull()
  expect(await queuedMails(invitation.id)).toHaveLength(1)
  const [{ expiresAt } = { expiresAt: new Date(0) }] = await listMyInvitations(bob)
  expect(+expiresAt).toBeLessThan(Date.now() + 8 * 24 * 60 * 60 * 1000)

  await updateInvitation(invitation, EXPIRED)
  await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject(notFound)
  await updateInvitation(invitation, { expiresAt })
  await acceptInvitation(bob, invitation)
  expect(await listOrgs(bob)).toMatchObject([{ id: acme.id }])
})

test('D3: a new password ends every session that was open', async () => {
  const ann = await createUser('Ann')
  const open = [await startSession(ann.id), await startSession(ann.id)]
  for (const { token } of open) expect(await adapter.getSessionAndUser?.(token)).not.toBeNull()
  const [reset] = await asSystem('test', (tx) =>
    tx
      .insert(passwordResets)
      .values({ email: ann.email, expiresAt: new Date('2100-01-01') })
      .returning({ id: passwordResets.id }),
  )

  const token = signToken('password-reset', reset?.id ?? '')
  await resetPassword(token, 'battery staple', newIpAddress())

  for (const { token } of open) expect(await adapter.getSessionAndUser?.(token)).toBeNull()
})

test('D4: a person with two orgs opens the requested one, and its log names the people who acted', async () => {
  const [acme, globex] = [await createOrg(), await createOrg()]
  const ann = await acme.join('member')
  await acceptInvitation(ann.user, await invite(globex, ann.user))

  expect(await findLandingPath(ann.user)).toBe('/orgs')
  expect(await listOrgs(ann.user)).toHaveLength(2)
  for (const { admin } of [acme, globex]) {
    expect(await findScope(ann.user, { slug: admin.org.slug })).toMatchObject({ org: admin.org })
  }
  const log = await asOrg(ann, (tx) =>
    tx.select().from(auditLogs).where(eq(auditLogs.orgId, acme.id)),
  )
  expect(new Set(log.map(({ actorId }) => actorId))).toEqual(
    new Set([acme.admin.user.id, ann.user.id]),
  )
})

test('D5: a person cannot invite with a higher role than their own', async () => {
  const acme = await createOrg()
  const [admin, member] = [await acme.join('admin'), await acme.join('member')]
  const as = (role: 'admin' | 'member') => ({ emails: [uniqueEmail()], role })

  await expect(inviteMembers(member, as('admin'))).rejects.toMatchObject(forbidden)
  expect(await inviteMembers(member, as('member'))).toMatchObject([{ ok: true }])
  expect(await inviteMembers(admin, as('admin'))).toMatchObject([{ ok: true }])

  await makeMember(acme.admin, admin.user.id)
  await expect(inviteMembers(admin, as('admin'))).rejects.toMatchObject(forbidden)
})

test('D6: an admin who accepts an invitation as member stays an admin', async () => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann, 'member')
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: acme.id, userId: ann.id, role: 'admin' }),
  )

  await acceptInvitation(ann, invitation)

  expect(await findScope(ann, acme)).toMatchObject({ membership: { role: 'admin' } })
})

test('D7: the last admin cannot leave, become a member or be removed', async () => {
  const acme = await createOrg()
  await acme.join('member')
  const { admin } = acme
  const before = await contentsOf(acme)

  for (const attempt of [
    () => leaveOrg(admin),
    () => makeMember(admin, admin.user.id),
    () => removeMember(admin, admin.user.id),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'conflict' })
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test('D8: a link verifies the email that it was sent to, not one from the form', async () => {
  const acme = await createOrg()
  const [invited, typed] = [uniqueEmail(), uniqueEmail()]
  const { id } = await invite(acme, { email: invited })

  const account = { name: 'Eve', password: 'correct horse', email: typed }
  await joinByInvitation(signToken('invitation', id), account, newIpAddress())

  const made = await asSystem('test', (tx) =>
    tx.select({ email: users.email }).from(users).where(eq(users.name, 'Eve')),
  )
  expect(made).toEqual([{ email: invited }])
})

test('D9: any admin can revoke an invitation whose sender has left', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  const bob = await createUser('Bob')
  const invitation = await invite({ ...acme, admin: ann }, bob)
  await leaveOrg(ann)

  await revokeInvitation(acme.admin, invitation.id)

  expect(await listMyInvitations(bob)).toEqual([])
  await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject(notFound)
})

test('D10: there are no API keys that no route checks: no table has a key, and no route reads one', async () => {
  const columns = await asLogin<{ name: string }>(
    `select c.relname || '.' || attname as name
     from pg_attribute join pg_class c on c.oid = attrelid
     where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'tenant'::regnamespace)
       and attnum > 0 and not attisdropped order by 1`,
  )
  const secrets = columns
    .map(({ name }) => name)
    .filter((name) => /key|token|secret|hash/.test(name))
  // Session tokens and password hashes. The others are no secrets: the keys of rate limits and the hashes
  // of migrations.
  expect(secrets).toEqual([
    ...['__migrations.hash', '__migrations.hash'],
    ...['passwords.hash', 'rate_limits.key', 'sessions.session_token', 'sign_ups.password_hash'],
  ])
  const ours = sources.filter(({ path }) => !path.startsWith('tests/'))
  const reading = ours.filter(({ text }) =>
    /['"`](authorization|x-api-key)['"`]|bearer/i.test(text),
  )
  expect(reading.map(({ path }) => path)).toEqual([])
  expect(readdirSync('app/api').sort()).toEqual(['auth', 'health', 'projects'])
})

test('D11: outsiders cannot open or delete an org, and no org can have a name of the product', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const before = await contentsOf(acme)

  for (const user of [globex.admin.user, await createUser()]) {
    expect(await findScope(user, { slug: acme.admin.org.slug })).toBeNull()
    const forged = { ...acme.admin, user }
    await expect(deleteOrg(forged, acme.admin.org.slug)).rejects.toMatchObject(notFound)
  }
  expect(await contentsOf(acme)).toEqual(before)
  for (const slug of ['www', 'admin', 'api', 'sign-in', 'orgs', 'support']) {
    expect(slugField.safeParse(slug).success, slug).toBe(false)
  }
})

test('D12: every path below an org belongs to it, not only its first page', () => {
  const pages = readdirSync('app/[orgSlug]', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
  expect(pages).toEqual(expect.arrayContaining(['dashboard', 'projects', 'settings', 'team']))
  const routed = new RegExp(`^${config.matcher[0]}$`)
  for (const page of pages) {
    expect(existsSync(`app/${page}`), page).toBe(false)
    for (const path of [`/acme/${page}`, `/acme/${page}/deeper/still`]) {
      expect(path).toMatch(routed)
      expect(pathInOrg(`${path}?q=1`, { slug: 'initech' })).toBe(
        `${path.replace('acme', 'initech')}?q=1`,
      )
    }
  }
})

test('D13: the primary key of every tenant table starts with the org', async () => {
  const tables = await asLogin<{ table: string; key: string | null; required: boolean | null }>(
    `select c.relname as table, attnotnull as required,
       (select attname from pg_index join pg_attribute on attrelid = c.oid and attnum = indkey[0]
        where indrelid = c.oid and indisprimary) as key
     from pg_class c left join pg_attribute on attrelid = c.oid and attname = 'org_id'
     where c.relkind in ('r', 'p') and c.relnamespace = 'tenant'::regnamespace
       and c.relname <> '__migrations' order by 1`,
  )
  expect(tables.map(({ table }) => table)).toEqual(expect.arrayContaining(['projects']))
  expect(tables.filter(({ key, required }) => key !== 'org_id' || !required)).toEqual([])

  const [acme, globex] = [await createOrg(), await createOrg()]
  await createProject(acme.admin, { name: 'Moonshot' })
  expect(await listProjects(acme.admin)).toMatchObject({ total: 1 })
  expect(await listProjects(globex.admin)).toEqual({ projects: [], total: 0 })
})

test('D14: only the invited person can accept with the link, and only until it expires', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const { id } = await invite(acme, bob)
  const found = await findInvitation(signToken('invitation', id))
  if (!found) throw new Error('The link finds no invitation.')

  for (const user of [await createUser('Eve'), acme.admin.user]) {
    await expect(acceptInvitation(user, found)).rejects.toMatchObject(notFound)
    await expect(acceptInvitation({ ...user, email: bob.email }, found)).rejects.toMatchObject(
      notFound,
    )
  }
  await updateInvitation(found, EXPIRED)
  await expect(acceptInvitation(bob, found)).rejects.toMatchObject(notFound)
  expect(await memberIds(acme)).toEqual([acme.admin.user.id])
})

test('D15: of two admins who leave at the same time, one remains', async () => {
  const pairs = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const acme = await createOrg()
      return { acme, admins: [acme.admin, await acme.join('admin')] }
    }),
  )

  const results = await Promise.all(
    pairs.map(({ admins }) => Promise.allSettled(admins.map((admin) => leaveOrg(admin)))),
  )

  for (const result of results) {
    expect(result.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  }
  for (const { acme } of pairs) {
    const { 'public.memberships': left } = await contentsOf(acme)
    expect(left).toMatchObject([{ role: 'admin' }])
  }
})

test('D16: a form sets only the fields of its schema, and no account has rights over other orgs', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ name: 'Ann', role: 'admin', isAdmin: 'true' })) {
    form.set(name, value)
  }
  const seen: unknown[] = []
  await runForm(z.object({ name: z.string() }), form, async (input) => {
    seen.push(input)
    return 'Done.'
  })
  expect(seen).toEqual([{ name: 'Ann' }])

  const acme = await createOrg()
  const smuggled = { name: 'Initech', slug: uniqueSlug(), id: acme.id, schema: 'public' }
  const before = await contentsOf(acme)
  const { org } = await create(await createUser(), smuggled)
  expect(org.id).not.toBe(acme.id)
  expect((await contentsOf(org))['public.orgs']).toMatchObject([{ schema: schemaOf(org) }])
  expect(await contentsOf(acme)).toEqual(before)

  expect(Object.keys(users).filter((column) => /admin|role|super|staff/i.test(column))).toEqual([])
})

test('D17: the versions of Next and Auth.js have no known bypass of middleware or sign-in', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const installed = JSON.parse(readFileSync('node_modules/next/package.json', 'utf8'))
  const nexts = Object.entries<{ version: string }>(packages)
    .filter(([name]) => /(^|\/)node_modules\/next$/.test(name))
    .map(([, { version }]) => version)

  expect(nexts).not.toEqual([])
  for (const version of [dependencies.next, installed.version, ...nexts]) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    // Fixed in 15.5.16 and 16.2.5: CVE-2026-44575 and CVE-2026-44573.
    expect(isAtLeast(version, '16.2.5'), version).toBe(true)
  }
  const auth = packages['node_modules/next-auth'].version
  expect(dependencies['next-auth']).toBe(auth)
  expect(Number(/^5\.0\.0-beta\.(\d+)$/.exec(auth)?.[1])).toBeGreaterThanOrEqual(32)
  expect(isAtLeast(packages['node_modules/@auth/core'].version, '0.41.3')).toBe(true)
})

const forbidden = { code: 'forbidden' }
const notFound = { code: 'not_found' }

async function memberIds({ admin }: TestOrg) {
  return (await listMembers(admin)).members.map(({ userId }) => userId)
}

function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0
}
