import { expect, test } from 'vitest'
import { findFirstPath, findLandingPath } from '@/lib/orgs/landing-page'
import { leaveOrg } from '@/lib/orgs/memberships'
import { createOrg as create, deleteOrg } from '@/lib/orgs/orgs'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import { createOrg, createUser, uniqueSlug } from '../factories'
import { EXPIRED, invite, updateInvitation } from './invite'

test('a person without an org lands on the list of orgs', async () => {
  await createOrg()

  expect(await findLandingPath(await createUser())).toBe('/orgs')
})

test('a person with one org lands in it', async () => {
  const acme = await createOrg()
  await createOrg()
  const ann = await acme.join('member')

  expect(await findLandingPath(ann.user)).toBe(`/${acme.admin.org.slug}/dashboard`)
})

test('a person with two orgs lands on the list of orgs', async () => {
  const acme = await createOrg()
  await create(acme.admin.user, { name: 'Globex', slug: uniqueSlug() })

  expect(await findLandingPath(acme.admin.user)).toBe('/orgs')
})

test('a person with two orgs lands in the last one, if still a member', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { user } = acme.admin
  const second = await create(user, { name: 'Second', slug: uniqueSlug() })
  const dashboard = (slug: string) => `/${slug}/dashboard`

  expect(await findLandingPath(user, second.org.slug)).toBe(dashboard(second.org.slug))
  expect(await findLandingPath(user, acme.admin.org.slug)).toBe(dashboard(acme.admin.org.slug))
  for (const last of [globex.admin.org.slug, uniqueSlug(), '', '//evil.example']) {
    expect(await findLandingPath(user, last)).toBe('/orgs')
  }

  await create(user, { name: 'Third', slug: uniqueSlug() })
  await deleteOrg(second, second.org.slug)
  expect(await findLandingPath(user, second.org.slug)).toBe('/orgs')
  await acceptInvitation(user, await invite(globex, user))
  expect(await findLandingPath(user, globex.admin.org.slug)).toBe(dashboard(globex.admin.org.slug))
  await leaveOrg({ ...globex.admin, user })
  expect(await findLandingPath(user, globex.admin.org.slug)).toBe('/orgs')
})

test('a person with one org lands in it, even if another was open last', async () => {
  const acme = await createOrg()
  const globex = await createOrg()

  expect(await findLandingPath(acme.admin.user, globex.admin.org.slug)).toBe(
    `/${acme.admin.org.slug}/dashboard`,
  )
})

test('a waiting invitation is no detour', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { user } = acme.admin
  await invite(globex, user)

  expect(await findLandingPath(user)).toBe(`/${acme.admin.org.slug}/dashboard`)
})

test('a new account starts with a new organization, or with the invitation that waits', async () => {
  const globex = await createOrg()
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const invitation = await invite(globex, bob)

  expect(await findFirstPath(ann)).toBe('/orgs/new')
  expect(await findFirstPath(bob)).toBe('/invitations')

  await updateInvitation(invitation, EXPIRED)
  expect(await findFirstPath(bob)).toBe('/orgs/new')
})
