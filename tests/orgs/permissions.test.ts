import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asOrg, asSystem } from '@/db/transactions'
import { deleteOrg } from '@/lib/orgs/orgs'
import { authorize, can, PERMISSIONS, type Permission } from '@/lib/orgs/permissions'
import { ROLES } from '@/lib/orgs/roles'
import type { OrgScope } from '@/lib/orgs/scope'
import type { activity, orgs } from '@/lib/resources'
import { createOrg, createUser } from '../factories'

type OrgPermission = keyof typeof orgs.permissions | keyof typeof activity.permissions

// Written out a second time for the org itself, so that a permission is never changed by accident.
const ALLOWED: Record<OrgPermission, string> = {
  'org.update': 'admin',
  'org.delete': 'admin',
  'org.restore': 'admin',
  'membership.update': 'admin',
  'membership.delete': 'admin',
  'invitation.create': 'admin, member',
  'invitation.create_admin': 'admin',
  'invitation.resend': 'admin',
  'invitation.revoke': 'admin',
  'invitation.revoke_own': 'admin, member',
  'activity.export': 'admin',
}

const permissions = Object.keys(PERMISSIONS) as Permission[]

test.each(permissions)('%s is allowed for the right roles only', async (permission) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const people = { admin: acme.admin, member: await acme.join('member') }
  if (permission === 'org.restore') await deleteOrg(acme.admin, acme.admin.org.slug)

  const allowed = ROLES.filter((role) => can({ role }, permission))
  if (permission in ALLOWED) {
    expect(allowed.join(', ')).toBe(ALLOWED[permission as OrgPermission])
  }
  for (const role of ROLES) {
    const expected = allowed.includes(role) ? 'allowed' : 'forbidden'
    expect(await tryTo(permission, people[role])).toBe(expected)
  }
  expect(await tryTo(permission, { ...globex.admin, org: acme.admin.org })).toBe('not_found')
  const outsider = { ...acme.admin, user: await createUser() }
  expect(await tryTo(permission, outsider)).toBe('not_found')
})

test('the current role counts, not the one in the scope', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  const bob = await acme.join('member')
  await setRole(ann, 'member')
  await setRole(bob, 'admin')

  expect(await tryTo('project.delete', ann)).toBe('forbidden')
  expect(await tryTo('project.delete', bob)).toBe('allowed')
})

test('a deleted org can only be restored, and an existing org cannot', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await deleteOrg(acme.admin, acme.admin.org.slug)

  for (const permission of permissions) {
    const restores = permission === 'org.restore'
    expect(await tryTo(permission, acme.admin)).toBe(restores ? 'allowed' : 'not_found')
    expect(await tryTo(permission, globex.admin)).toBe(restores ? 'not_found' : 'allowed')
  }
})

test('a role in one org does not count in another', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await acme.join('member')
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: globex.id, userId: ann.user.id, role: 'admin' }),
  )

  expect(await tryTo('project.delete', ann)).toBe('forbidden')
  expect(await tryTo('project.delete', { ...ann, org: globex.admin.org })).toBe('allowed')
})

/** Returns `allowed` or the code of the error. */
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
