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

// There is no request, so the signed-in user is mocked. The rest of the actions is real.
const signedIn = vi.hoisted(() => ({ user: undefined as Actor | undefined }))
vi.mock('@/lib/auth/guards', () => ({ requireUser: async () => signedIn.user }))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'next-action': 'posted' }) }))

const missing = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }

/** Actions whose forms have no ids. */
const WITHOUT_IDS = [
  ...['createOrgAction', 'updateOrgAction', 'deleteOrgAction', 'leaveOrgAction'],
  ...['inviteMembersAction', 'createProjectAction'],
]

const orgActions = actionsBy('orgAction')
const userActions = actionsBy('userAction')

watchAnotherOrg()

test('the actions of orgs and users are found', () => {
  const names = [...orgActions, ...userActions].map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining([...WITHOUT_IDS, 'restoreOrgAction']))
  expect(names).toEqual(expect.arrayContaining(['removeMemberAction', 'revokeInvitationAction']))
})

test.each(orgActions)(
  '$name bound to our org by an admin of another org is a 404',
  async (action) => {
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
  },
)

test.each(orgActions)('$name bound to an unknown org is a 404', async (action) => {
  const globex = await createOrg()
  const before = await contentsOf(globex)

  for (const id of ['', 'no-id', `${globex.id}'`, '00000000-0000-0000-0000-000000000000']) {
    const [form = {}] = await formsWithIdsOf(globex)
    await expect(post(action, globex.admin.user, id, form)).rejects.toMatchObject(missing)
  }
  expect(await contentsOf(globex)).toEqual(before)
})

test.each(orgActions)(
  '$name in the own org with ids of another org changes neither',
  async (action) => {
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
  },
)

test.each(orgActions)('$name in a deleted org is a 404', async (action) => {
  const acme = await fill()
  await deleteOrg(acme.admin, acme.admin.org.slug)
  const before = await contentsOf(acme)

  for (const form of await formsWithIdsOf(acme)) {
    await expect(post(action, acme.admin.user, acme.id, form)).rejects.toMatchObject(missing)
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(userActions)(
  '$name with our ids by an admin of another org changes nothing',
  async (action) => {
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
  },
)

type Action = { name: string; path: string }

/** The exported actions that are made by this wrapper. */
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

/** Runs an action as this user with these fields. */
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

/** An org with a member, an invitation and a project. */
async function fill() {
  const acme = await createOrg()
  await acme.join('member')
  await invite(acme, { email: uniqueEmail() })
  await createProject(acme.admin, { name: 'Moonshot' })
  return acme
}

/** Forms with every field that an action reads, one for each id in the org. */
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
