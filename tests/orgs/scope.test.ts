import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { hashSessionToken } from '@/lib/auth/sessions'
import { createOrg as create, deleteOrg, updateOrg } from '@/lib/orgs/orgs'
import { listMyInvitations } from '@/lib/orgs/received-invitations'
import { findOrgSession, findScope } from '@/lib/orgs/scope'
import { createOrg, createUser, newCaller, startSession, uniqueSlug } from '../factories'
import { EXPIRED, invite, updateInvitation } from './invite'

/** Both find the same: by the user, and by a session of the user. */
const FINDERS: Record<string, typeof findScope> = {
  findScope,
  findOrgSession: async (user, key) => {
    const { token } = await startSession(user.id)
    const found = await findOrgSession({ session: token, ipAddress: user.ipAddress }, key)
    expect(found?.user).toEqual(user)
    return found?.scope ?? null
  },
}

describe.each(Object.entries(FINDERS))('%s', (_, find) => {
  test('a member finds an org by its slug and by its id', async () => {
    const acme = await createOrg('Acme')
    const globex = await createOrg('Globex')
    const ann = await acme.join('member')

    const scope = { user: ann.user, org: acme.admin.org, membership: { role: 'member' } }
    expect(await find(ann.user, { slug: acme.admin.org.slug })).toEqual(scope)
    expect(await find(ann.user, { id: acme.id })).toEqual(scope)
    expect(await find(globex.admin.user, { id: globex.id })).toEqual(globex.admin)
  })

  test('an outsider cannot find an org', async () => {
    const acme = await createOrg()
    const globex = await createOrg()
    const outsider = await createUser()

    for (const { user } of [globex.admin, { user: outsider }]) {
      expect(await find(user, { slug: acme.admin.org.slug })).toBeNull()
      expect(await find(user, { id: acme.id })).toBeNull()
      expect(await find(user, { slug: uniqueSlug() })).toBeNull()
      expect(await find(user, { id: randomUUID() })).toBeNull()
    }
  })

  test('an invited person is not a member yet', async () => {
    const acme = await createOrg()
    const bob = await createUser('Bob')
    await invite(acme, bob)

    expect(await find(bob, { slug: acme.admin.org.slug })).toBeNull()
    expect(await find(bob, { id: acme.id })).toBeNull()
  })

  test('a person with two orgs finds the requested one', async () => {
    const ann = await createUser('Ann')
    const acme = await create(ann, { name: 'Acme', slug: uniqueSlug() })
    const globex = await create(ann, { name: 'Globex', slug: uniqueSlug() })

    expect(await find(ann, { slug: acme.org.slug })).toEqual(acme)
    expect(await find(ann, { slug: globex.org.slug })).toEqual(globex)
    expect(await find(ann, { id: acme.org.id })).toEqual(acme)
    expect(await find(ann, { id: globex.org.id })).toEqual(globex)
  })

  test('a member finds an org by an earlier slug, and gets the current one', async () => {
    const { admin } = await createOrg('Acme')
    const slug = uniqueSlug()
    await updateOrg(admin, { name: 'Acme', slug })

    const scope = { ...admin, org: { ...admin.org, slug } }
    expect(await find(admin.user, { slug: admin.org.slug })).toEqual(scope)
    expect(await find(admin.user, { slug })).toEqual(scope)
    expect(await find(admin.user, { id: admin.org.id })).toEqual(scope)
  })

  test('a deleted org is not found', async () => {
    const { admin } = await createOrg()
    await deleteOrg(admin, admin.org.slug)

    expect(await find(admin.user, { slug: admin.org.slug })).toBeNull()
    expect(await find(admin.user, { id: admin.org.id })).toBeNull()
  })
})

test('without an open session there is no scope', async () => {
  const { admin } = await createOrg()
  const { token } = await startSession(admin.user.id)
  const find = (session?: string) =>
    findOrgSession({ ...newCaller(), session }, { slug: admin.org.slug })
  expect(await find(token)).toMatchObject({ scope: { org: admin.org } })

  for (const session of [undefined, '', 'unknown', hashSessionToken(token)]) {
    expect(await find(session)).toBeNull()
  }
  for (const dates of [{ expires: daysAgo(0.01) }, { createdAt: daysAgo(90) }]) {
    const ended = await startSession(admin.user.id)
    await asSystem('test', (tx) =>
      tx
        .update(sessions)
        .set(dates)
        .where(eq(sessions.sessionToken, hashSessionToken(ended.token))),
    )
    expect(await find(ended.token)).toBeNull()
  }
})

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000)

test('a session counts the invitations that the person can accept', async () => {
  const [acme, globex, closed] = [await createOrg(), await createOrg(), await createOrg()]
  const ann = await acme.join('member')
  const bob = await acme.join('member')
  const countOf = async ({ user }: { user: { id: string } }) => {
    const { token: session } = await startSession(user.id)
    return (await findOrgSession({ ...newCaller(), session }, { id: acme.id }))?.waiting
  }
  await invite(globex, ann.user)
  await invite(closed, ann.user)
  expect([await countOf(ann), await countOf(bob)]).toEqual([2, 0])

  await deleteOrg(closed.admin, closed.admin.org.slug)
  expect(await countOf(ann)).toBe(1)
  const [waiting] = await listMyInvitations(ann.user)
  if (!waiting) throw new Error('The invitation is missing.')
  await updateInvitation(waiting, EXPIRED)
  expect(await countOf(ann)).toBe(0)
  await updateInvitation(waiting, { expiresAt: new Date('2100-01-01'), status: 'declined' })
  expect(await countOf(ann)).toBe(0)
})
