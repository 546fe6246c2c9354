import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/auth/accounts'
import { sessionCookie } from '@/lib/auth/sessions'
import { signToken } from '@/lib/auth/tokens'
import type { FormState } from '@/lib/forms'
import { deleteOrg } from '@/lib/orgs/orgs'
import { paths } from '@/lib/tenancy/paths'
import { setTwoFactorRequired } from '@/lib/two-factor/requirement'
import { type Field, fieldsOf } from '../attack/form-fields'
import { type Form, formsFor, foundNothing, namesAnId } from '../attack/forms'
import { type KnownValues, PREFERENCES } from '../attack/known-values'
import { fillResources } from '../attack/load-examples'
import { contentsOf } from '../contents'
import {
  createOrg,
  createUser,
  startSession,
  type TestOrg,
  uniqueEmail,
  uniqueSlug,
} from '../factories'
import { below } from '../source'
import { switchOnTwoFactor } from '../two-factor/people'
import { watchAnotherOrg } from './another-org'
import { invite } from './invite'

// There is no request in this test: only the cookie and the headers are mocked.
const request = vi.hoisted(() => ({ session: '' }))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'next-action': 'posted' }),
  cookies: async () => ({
    get: (name: string) => name === sessionCookie().name && { value: request.session },
    set: () => {},
    delete: () => {},
  }),
}))

const notFound = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }

const orgActions = actionsBy('orgAction')
const userActions = actionsBy('userAction')

/** Change only the account or the browser of their caller. */
const OF_THE_CALLER = [
  ...['setThemeAction', 'updatePreferencesAction', 'removePictureAction'],
  ...['updateProfileAction', 'changePasswordAction'],
  'requestEmailChangeAction',
  ...['setUpTwoFactorAction', 'revokeOtherSessionsAction', 'requestPasswordAction'],
]

watchAnotherOrg()

test('the suite finds the actions', () => {
  const names = [...orgActions, ...userActions].map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['createOrgAction', 'restoreOrgAction', 'removeMemberAction']),
  )
})

test.each(orgActions)('$name returns 404 for outsiders of the bound org', async (action) => {
  const acme = await fill()
  const globex = await createOrg()
  const outsider = await createUser()
  const before = await contentsOf(acme)

  for (const user of [globex.admin.user, outsider]) {
    for (const form of await formsWithIdsOf(acme, action)) {
      await expect(post(action, user, acme.id, form)).rejects.toMatchObject(notFound)
    }
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(orgActions)('$name returns 404 if it is bound to an invalid id', async (action) => {
  const globex = await fill()
  const before = await contentsOf(globex)

  for (const id of ['', 'no-id', `${globex.id}'`, '00000000-0000-0000-0000-000000000000']) {
    const [form = {}] = await formsWithIdsOf(globex, action)
    await expect(post(action, globex.admin.user, id, form)).rejects.toMatchObject(notFound)
  }
  expect(await contentsOf(globex)).toEqual(before)
})

test.each(orgActions)('$name does not find our ids in another org', async (action) => {
  const acme = await fill()
  const globex = await createOrg()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  for (const form of await formsWithIdsOf(acme, action)) {
    const state = await post(action, globex.admin.user, globex.id, form).catch(ofRedirect)
    if (!namesAnId(action.fields)) continue
    expect(foundNothing(state), JSON.stringify(state)).toBe(true)
    expect(state.values).toBeDefined()
    expect(await contentsOf(globex)).toEqual(before.globex)
  }
  expect(await contentsOf(acme)).toEqual(before.acme)
})

test.each(orgActions)('$name returns 404 in a deleted org', async (action) => {
  const acme = await fill()
  await deleteOrg(acme.admin, acme.admin.org.slug)
  const before = await contentsOf(acme)

  for (const form of await formsWithIdsOf(acme, action)) {
    await expect(post(action, acme.admin.user, acme.id, form)).rejects.toMatchObject(notFound)
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(orgActions)(
  '$name is refused to an admin without the two-factor that the org requires',
  async (action) => {
    const acme = await fill()
    const ann = await acme.join('admin')
    await switchOnTwoFactor(acme.admin.user)
    await setTwoFactorRequired(acme.admin, true)
    const before = await contentsOf(acme)

    for (const form of (await formsWithIdsOf(acme, action)).slice(0, 2)) {
      await expect(post(action, ann.user, acme.id, form)).rejects.toMatchObject({
        digest: expect.stringContaining(`;${paths.twoFactor()};`),
      })
    }
    expect(await contentsOf(acme)).toEqual(before)
  },
)

test.each(userActions)(
  '$name does not find our ids for an admin of another org',
  async (action) => {
    const acme = await fill()
    const globex = await createOrg()
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    for (const form of await formsWithIdsOf(acme, action)) {
      const posted = post(action, globex.admin.user, undefined, form)
      const state = await (OF_THE_CALLER.includes(action.name) ? posted.catch(ofRedirect) : posted)
      if (namesAnId(action.fields)) expect(state).toMatchObject({ stale: true })
      if (!OF_THE_CALLER.includes(action.name)) expect(state.ok).toBeUndefined()
    }
    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  },
)

// Otherwise the forms might be invalid, and no action would get past its schema.
// The people have no valid password (tests/account and tests/leaving have one), no authenticator app
// (tests/two-factor), no account at a provider (tests/oauth), no passkey (tests/passkeys), no pending change of
// their email and no other session, a theme gets no message, and a picture is a file (tests/pictures).
const WITHOUT_SUCCESS = [
  ...['startAddingPasskeyAction', 'addPasskeyAction'],
  ...['renamePasskeyAction', 'removePasskeyAction'],
  ...['changePasswordAction', 'setThemeAction', 'setPictureAction'],
  ...['showRecoveryCodesAction', 'disableTwoFactorAction', 'deleteAccountAction'],
  ...['acceptLinkAction', 'disconnectProviderAction', 'revokeSessionAction'],
  ...['requestEmailChangeAction', 'resendEmailChangeAction', 'cancelEmailChangeAction'],
  'confirmEmailChangeAction',
]

test.each([...orgActions, ...userActions].filter(({ name }) => !WITHOUT_SUCCESS.includes(name)))(
  '$name succeeds for a caller with the right',
  async (action) => {
    const acme = await fill()
    const callers = [acme.admin.user, (await acme.join('admin')).user, acme.invited]
    const orgId = orgActions.includes(action) ? acme.id : undefined
    const forms = await formsWithIdsOf(acme, action, { slug: [uniqueSlug()] })
    const succeeds = async (user: Actor, form: Form) => {
      return post(action, user, orgId, form).then(({ ok }) => ok, isRedirect)
    }
    if (action.name === 'restoreOrgAction') await deleteOrg(acme.admin, acme.admin.org.slug)

    for (const user of callers) for (const form of forms) if (await succeeds(user, form)) return
    expect.unreachable('It refuses every form.')
  },
)

type Action = { name: string; path: string; fields: Field[] }

/** The actions of the app that this wrapper makes, with the fields of their forms. */
function actionsBy(wrapper: string): Action[] {
  const files = below('app/').filter(({ directive }) => directive === 'use server')
  return files.flatMap((source) =>
    source.exports.flatMap(({ name, value }) =>
      value && ts.isCallExpression(value) && value.expression.getText() === wrapper
        ? [{ name, path: source.path, fields: fieldsOf(value.arguments[0], source) }]
        : [],
    ),
  )
}

/** Posts the form as this user. `orgId` is the bound argument of an action of an org. */
async function post(
  { name, path }: Action,
  user: Actor,
  orgId: string | undefined,
  fields: Form,
): Promise<FormState> {
  request.session = (await startSession(user.id)).token
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  const action = (await import(/* @vite-ignore */ resolve(path)))[name]
  return orgId === undefined ? action({}, form) : action(orgId, {}, form)
}

const isRedirect = ({ digest }: { digest?: string }) => /^NEXT_REDIRECT/.test(digest ?? '')

function ofRedirect(error: { digest?: string }): FormState {
  if (!isRedirect(error)) throw error
  return {}
}

/** Creates an org with a member, an invitation and a row of each resource. */
async function fill() {
  const acme = await createOrg()
  const member = await acme.join('member')
  const invited = await createUser()
  const { id: invitationId } = await invite(acme, invited)
  return { ...acme, member, invited, invitationId, ids: await fillResources(acme.admin) }
}

type FilledOrg = TestOrg & Awaited<ReturnType<typeof fill>>

/** The forms that an outsider can fill in with the ids of this org. */
async function formsWithIdsOf(
  acme: FilledOrg,
  { fields }: Action,
  values: KnownValues = {},
): Promise<Form[]> {
  const { admin, member, invitationId, ids } = acme
  const all = [acme.id, invitationId, ...Object.values(ids)]
  return formsFor(fields, {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, [id, ...all]])),
    id: all,
    userId: [member.user.id],
    name: ['Stolen'],
    slug: [admin.org.slug],
    confirmation: [admin.org.slug],
    emails: [uniqueEmail()],
    role: ['admin'],
    ...PREFERENCES,
    token: all.map((id) => signToken('invitation', id)),
    ...values,
  })
}
