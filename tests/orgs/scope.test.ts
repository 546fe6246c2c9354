import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createOrg as create } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { createOrg, createUser, uniqueSlug } from '../factories'
import { invite } from './invite'

test('a member finds an org by its slug and by its id', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  const ann = await acme.join('member')

  const scope = { user: ann.user, org: acme.admin.org, membership: { role: 'member' } }
  expect(await findScope(ann.user, { slug: acme.admin.org.slug })).toEqual(scope)
  expect(await findScope(ann.user, { id: acme.id })).toEqual(scope)
  expect(await findScope(globex.admin.user, { id: globex.id })).toEqual(globex.admin)
})

test('an outsider cannot find an org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const outsider = await createUser()

  for (const { user } of [globex.admin, { user: outsider }]) {
    expect(await findScope(user, { slug: acme.admin.org.slug })).toBeNull()
    expect(await findScope(user, { id: acme.id })).toBeNull()
    expect(await findScope(user, { slug: uniqueSlug() })).toBeNull()
    expect(await findScope(user, { id: randomUUID() })).toBeNull()
  }
})

test('an invited person is not a member yet', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  await invite(acme, bob)

  expect(await findScope(bob, { slug: acme.admin.org.slug })).toBeNull()
  expect(await findScope(bob, { id: acme.id })).toBeNull()
})

test('a person with two orgs finds the requested one', async () => {
  const ann = await createUser('Ann')
  const acme = await create(ann, { name: 'Acme', slug: uniqueSlug() })
  const globex = await create(ann, { name: 'Globex', slug: uniqueSlug() })

  expect(await findScope(ann, { slug: acme.org.slug })).toEqual(acme)
  expect(await findScope(ann, { slug: globex.org.slug })).toEqual(globex)
  expect(await findScope(ann, { id: acme.org.id })).toEqual(acme)
  expect(await findScope(ann, { id: globex.org.id })).toEqual(globex)
})
