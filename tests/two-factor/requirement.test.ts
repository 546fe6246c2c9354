import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { sessionCookie } from '@/lib/auth/sessions'
import { orgAction } from '@/lib/orgs/actions'
import {
  getCurrentMembership,
  getCurrentOrg,
  requireApiMember,
  requireOrgAdmin,
  requireOrgMember,
  requireOrgMemberById,
} from '@/lib/orgs/guards'
import { deleteOrg } from '@/lib/orgs/orgs'
import type { OrgScope } from '@/lib/orgs/scope'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import {
  listMembersWithTwoFactor,
  listOrgsRequiringTwoFactor,
  setTwoFactorRequired,
} from '@/lib/two-factor/requirement'
import { disableTwoFactor, setUpTwoFactor } from '@/lib/two-factor/two-factor'
import { contentsOf } from '../contents'
import { createOrg, createUser, signedInCaller, startSession, type TestOrg } from '../factories'
import { watchAnotherOrg } from '../orgs/another-org'
import { switchOnTwoFactor } from './people'

// There is no request, so the cookie and the headers are mocked. The rest is real.
const request = vi.hoisted(() => ({ session: '', path: '' }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ [REQUEST_HEADERS.path]: request.path }),
  cookies: async () => ({
    get: (name: string) => name === sessionCookie().name && { value: request.session },
  }),
}))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

watchAnotherOrg()

test('a member without it is led to set it up, in every way into the org', async () => {
  const acme = await createStrictOrg()
  const ann = await acme.join('admin')
  const { id, slug } = acme.admin.org
  await signIn(ann.user, `/${slug}/team?q=ann`)
  const toSetUp = redirectsTo(
    `/account/security/two-factor?next=${encodeURIComponent(`/${slug}/team?q=ann`)}`,
  )
  const run = vi.fn()
  const action = orgAction(z.object({}), run)

  await expect(requireOrgMember(slug)).rejects.toMatchObject(toSetUp)
  await expect(requireOrgAdmin(slug)).rejects.toMatchObject(toSetUp)
  await expect(requireOrgMemberById(id)).rejects.toMatchObject(toSetUp)
  await expect(action(id, {}, new FormData())).rejects.toMatchObject(toSetUp)
  await expect(requireApiMember(apiRequest(slug))).rejects.toMatchObject({ code: 'forbidden' })
  expect(run).not.toHaveBeenCalled()
  expect(await getCurrentOrg(slug)).toBe(null)
  expect(await getCurrentMembership(slug)).toBe(null)
})

test('after the set-up they get in, and out again when they switch it off', async () => {
  const acme = await createStrictOrg()
  const ann = await acme.join('member')
  const { id, slug } = acme.admin.org
  const { code } = await switchOnTwoFactor(ann.user)
  await signIn(ann.user)

  expect(await requireOrgMember(slug)).toMatchObject({ user: { id: ann.user.id } })
  expect(await requireOrgMemberById(id)).toMatchObject({ org: { id } })
  expect(await requireApiMember(apiRequest(slug))).toMatchObject({ org: { id } })

  await disableTwoFactor(ann.user, { code: code(1) }, await signedInCaller(ann.user))
  await signIn(ann.user)
  await expect(requireOrgMemberById(id)).rejects.toMatchObject(
    redirectsTo('/account/security/two-factor'),
  )
})

test('other orgs of the member are open, and outsiders learn nothing', async () => {
  const acme = await createStrictOrg()
  const globex = await createOrg()
  const missing = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
  const { slug, id } = acme.admin.org
  await signIn(globex.admin.user)

  expect(await requireOrgMember(globex.admin.org.slug)).toMatchObject({ org: { id: globex.id } })
  await expect(requireOrgMember(slug)).rejects.toMatchObject(missing)
  await expect(requireOrgMemberById(id)).rejects.toMatchObject(missing)
  await expect(requireApiMember(apiRequest(slug))).rejects.toMatchObject({ code: 'not_found' })
})

test('a deleted org leads nobody to a set-up', async () => {
  const acme = await createStrictOrg()
  const ann = await acme.join('member')
  await deleteOrg(acme.admin, acme.admin.org.slug)
  await signIn(ann.user)

  await expect(requireOrgMember(acme.admin.org.slug)).rejects.toMatchObject({
    digest: 'NEXT_HTTP_ERROR_FALLBACK;404',
  })
  expect(await listOrgsRequiringTwoFactor(ann.user)).toEqual([])
})

test('only an admin who has it can require it, and the audit log has it once', async () => {
  const acme = await createOrg('Acme')
  const ann = await acme.join('member')
  await switchOnTwoFactor(ann.user)
  const before = await contentsOf(acme)

  await expect(setTwoFactorRequired(ann, true)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setTwoFactorRequired(acme.admin, true)).rejects.toMatchObject({ code: 'conflict' })
  expect(await contentsOf(acme)).toEqual(before)

  await switchOnTwoFactor(acme.admin.user)
  await setTwoFactorRequired(acme.admin, true)
  await setTwoFactorRequired(acme.admin, true)
  expect(await isRequired(acme)).toBe(true)
  expect(await listOrgsRequiringTwoFactor(ann.user)).toEqual(['Acme'])
  await setTwoFactorRequired(acme.admin, false)
  expect(await isRequired(acme)).toBe(false)
  expect(await actionsIn(acme.admin)).toEqual([
    'org.require_two_factor',
    'org.stop_requiring_two_factor',
  ])
})

test('the list names the members of this org who have it', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [ann, bob] = [await acme.join('member'), await acme.join('member')]
  await switchOnTwoFactor(ann.user)
  await switchOnTwoFactor(globex.admin.user)

  const ids = [ann, bob, globex.admin].map(({ user }) => user.id)

  expect(await listMembersWithTwoFactor(acme.admin, ids)).toEqual(new Set([ann.user.id]))
  expect(await listMembersWithTwoFactor(acme.admin, [])).toEqual(new Set())
})

test('a set-up that is not confirmed does not count', async () => {
  const acme = await createStrictOrg()
  const ann = await acme.join('member')
  const { token: session } = await startSession(ann.user.id)
  await setUpTwoFactor(ann.user, {}, { ...(await signedInCaller(ann.user)), session })
  await signIn(ann.user)

  await expect(requireOrgMember(acme.admin.org.slug)).rejects.toMatchObject(
    redirectsTo('/account/security/two-factor'),
  )
  expect(await listMembersWithTwoFactor(acme.admin, [ann.user.id])).toEqual(new Set())
  expect(await listOrgsRequiringTwoFactor(await createUser())).toEqual([])
})

/** An org that requires it. */
async function createStrictOrg(): Promise<TestOrg> {
  const acme = await createOrg('Acme')
  await switchOnTwoFactor(acme.admin.user)
  await setTwoFactorRequired(acme.admin, true)
  return acme
}

async function signIn(user: Actor, path = '') {
  Object.assign(request, { session: (await startSession(user.id)).token, path })
}

const apiRequest = (slug: string) => new Request(`http://localhost:3000/api/projects?org=${slug}`)

const redirectsTo = (path: string) => ({ digest: expect.stringContaining(`;${path};`) })

async function isRequired({ id }: TestOrg) {
  const [org] = await asSystem('test', (tx) =>
    tx.select({ required: orgs.requiresTwoFactor }).from(orgs).where(eq(orgs.id, id)),
  )
  return org?.required
}

async function actionsIn({ org }: OrgScope) {
  const { 'tenant.audit_logs': entries = [] } = await contentsOf(org)
  return entries
    .map((entry) => (entry as { action: string }).action)
    .filter((action) => action.includes('two_factor'))
    .sort()
}
