import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOrg, asSystem } from '@/db/doors'
import { memberships } from '@/db/schema/system/orgs'
import { authorize, may, PERMISSIONS, type Permission, ROLES } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { createOrg, createUser } from '../factories'

// Written out a second time: a change of who may do what is never an accident.
const WHO_MAY: Record<Permission, string> = {
  'invitation.create': 'admin, member',
  'invitation.create_admin': 'admin',
  'project.create': 'admin, member',
  'project.rename': 'admin, member',
  'project.archive': 'admin, member',
  'project.delete': 'admin',
}

const permissions = Object.keys(PERMISSIONS) as Permission[]

test.each(permissions)('%s: who may', async (permission) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const people = { admin: acme.admin, member: await acme.join('member') }

  const allowed = ROLES.filter((role) => may({ role }, permission))
  expect(allowed.join(', ')).toBe(WHO_MAY[permission])
  for (const role of ROLES) {
    const answer = allowed.includes(role) ? 'allowed' : 'forbidden'
    expect(await tryTo(permission, people[role])).toBe(answer)
  }
  expect(await tryTo(permission, { ...globex.admin, org: acme.admin.org })).toBe('not_found')
  const stranger = { ...acme.admin, user: await createUser() }
  expect(await tryTo(permission, stranger)).toBe('not_found')
})

test('the role counts that a person has now, not the one in the scope', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  const bob = await acme.join('member')
  await setRole(ann, 'member')
  await setRole(bob, 'admin')

  expect(await tryTo('project.delete', ann)).toBe('forbidden')
  expect(await tryTo('project.delete', bob)).toBe('allowed')
})

test('a role in one org is none in another', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await acme.join('member')
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: globex.id, userId: ann.user.id, role: 'admin' }),
  )

  expect(await tryTo('project.delete', ann)).toBe('forbidden')
  expect(await tryTo('project.delete', { ...ann, org: globex.admin.org })).toBe('allowed')
})

async function tryTo(permission: Permission, scope: OrgScope): Promise<string> {
  const attempt = asOrg(scope, (tx) => authorize(tx, scope, permission))
  return attempt.then(
    () => 'allowed',
    (error: { code: string }) => error.code,
  )
}

async function setRole(scope: OrgScope, role: 'admin' | 'member') {
  await asSystem('test', (tx) =>
    tx.update(memberships).set({ role }).where(eq(memberships.userId, scope.user.id)),
  )
}
