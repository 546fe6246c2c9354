import { expect, test, vi } from 'vitest'
import OrgLayout from '@/app/[orgSlug]/layout'
import { removeMember } from '@/lib/orgs/memberships'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'

const request = vi.hoisted(() => ({
  scope: undefined as OrgScope | undefined,
  after: [] as (() => Promise<void>)[],
}))
vi.mock('@/lib/orgs/guards', () => ({
  requireOrgMember: async () => request.scope,
  countMyInvitations: async () => 0,
}))
vi.mock('next/server', () => ({ after: (run: () => Promise<void>) => request.after.push(run) }))

test('a person who was removed while a page was rendered causes no error', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  request.scope = await acme.join('member')
  await OrgLayout({ params: Promise.resolve({ orgSlug: acme.admin.org.slug }), children: null })
  await removeMember(acme.admin, request.scope.user.id)
  const before = [await contentsOf(acme), await contentsOf(globex)]

  const [recordUse] = request.after
  await expect(recordUse?.()).resolves.toBeUndefined()

  expect([await contentsOf(acme), await contentsOf(globex)]).toEqual(before)
})
