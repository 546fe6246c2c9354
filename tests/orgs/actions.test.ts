import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/auth/accounts'
import { signToken } from '@/lib/auth/tokens'
import type { FormState } from '@/lib/forms'
import { deleteOrg } from '@/lib/orgs/orgs'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg, uniqueEmail } from '../factories'
import { below } from '../source'
import { watchAnotherOrg } from './another-org'
import { invite } from './invite'

// There is no request here: who is signed in is said, all else of the actions is real.
const signedIn = vi.hoisted(() => ({ user: undefined as Actor | undefined }))
vi.mock('@/lib/auth/guards', () => ({ requireUser: async () => signedIn.user }))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'next-action': 'posted' }) }))

const missing = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }

/** Whose forms name nothing of an org but itself. */
const WITHOUT_IDS = [
  ...['createOrgAction', 'updateOrgAction', 'deleteOrgAction', 'leaveOrgAction'],
  ...['inviteMembersAction', 'createProjectAction'],
]

const ofOrgs = actionsBy('orgAction')
const ofUsers = actionsBy('userAction')

watchAnotherOrg()

test('the actions are found', () => {
  const names = [...ofOrgs, ...ofUsers].map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining([...WITHOUT_IDS, 'restoreOrgAction']))
  expect(names).toEqual(expect.arrayContaining(['removeMemberAction', 'revokeInvitationAction']))
})

test.each(ofOrgs)('$name: bound to our org by an admin of another: 404', async (action) => {
  const acme = await fill()
  const globex = await createOrg()
  const removed = await createUser()
  const before = await contentsOf(acme)

  for (const user of [globex.admin.user, removed]) {
    for (const form of await formsWithIdsOf(acme)) {
      await expect(post(action, user, acme.id, form)).rejects.toMatchObject(missing)
    }
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(ofOrgs)('$name: bound to no org at all: 404', async (action) => {
  const globex = await createOrg()
  const before = await contentsOf(globex)

  for (const id of ['', 'no-id', `${globex.id}'`, '00000000-0000-0000-0000-000000000000']) {
    const [form = {}] = await formsWithIdsOf(globex)
    await expect(post(action, globex.admin.user, id, form)).rejects.toMatchObject(missing)
  }
  expect(await contentsOf(globex)).toEqual(before)
})

test.each(ofOrgs)('$name: with our ids, in an org of one’s own', async (action) => {
  const acme = await fill()
  const globex = await createOrg()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  for (const form of await formsWithIdsOf(acme)) {
    const state = await post(action, globex.admin.user, globex.id, form)
    if (WITHOUT_IDS.includes(action.name)) continue
    expect(state).toMatchObject({ stale: true, message: expect.any(String) })
    expect(await contentsOf(globex)).toEqual(before.globex)
  }
  expect(await contentsOf(acme)).toEqual(before.acme)
})

test.each(ofOrgs)('$name: in an org that was deleted: 404', async (action) => {
  const acme = await fill()
  await deleteOrg(acme.admin, acme.admin.org.slug)
  const before = await contentsOf(acme)

  for (const form of await formsWithIdsOf(acme)) {
    await expect(post(action, acme.admin.user, acme.id, form)).rejects.toMatchObject(missing)
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(ofUsers)('$name: with our ids, by an admin of another org', async (action) => {
  const acme = await fill()
  const globex = await createOrg()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  for (const form of await formsWithIdsOf(acme)) {
    const state = await post(action, globex.admin.user, undefined, form)
    if (!WITHOUT_IDS.includes(action.name)) expect(state).toMatchObject({ stale: true })
    expect(state.ok).toBeUndefined()
  }
  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

type Action = { name: string; path: string }

function actionsBy(wrapper: string): Action[] {
  const files = below('app/').filter(({ directive }) => directive === 'use server')
  return files.flatMap(({ path, exports }) =>
    exports
      .filter(
        ({ value }) =>
          value && ts.isCallExpression(value) && value.expression.getText() === wrapper,
      )
      .map(({ name }) => ({ name, path })),
  )
}

async function post(
  { name, path }: Action,
  user: Actor,
  orgId: string | undefined,
  fields: Record<string, string>,
): Promise<FormState> {
  signedIn.user = user
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  const action = (await import(/* @vite-ignore */ resolve(path)))[name]
  return orgId === undefined ? action({}, form) : action(orgId, {}, form)
}

async function fill() {
  const acme = await createOrg()
  await acme.join('member')
  await invite(acme, { email: uniqueEmail() })
  await createProject(acme.admin, { name: 'Moonshot' })
  return acme
}

/** All that a form can say of an org, for each thing in it that has an id. */
async function formsWithIdsOf({ id, admin }: TestOrg): Promise<Record<string, string>[]> {
  const contents = await contentsOf({ id })
  const [invitation] = contents['public.invitations'] as { id: string }[]
  const member = (contents['public.memberships'] as { user_id: string; role: string }[]).find(
    ({ role }) => role === 'member',
  )
  const [project] = contents['tenant.projects'] as { id: string }[]
  const ids = [id, invitation?.id, project?.id].filter((one) => one !== undefined)
  return ids.map((one) => ({
    id: one,
    userId: member?.user_id ?? admin.user.id,
    name: 'Stolen',
    slug: admin.org.slug,
    confirmation: admin.org.slug,
    addresses: uniqueEmail(),
    role: 'admin',
    token: signToken('invitation', invitation?.id ?? one),
  }))
}
