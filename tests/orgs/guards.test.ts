import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { User } from '@/lib/auth/accounts'
import { userAction } from '@/lib/auth/actions'
import { sessionCookie } from '@/lib/auth/sessions'
import { orgAction } from '@/lib/orgs/actions'
import {
  getCurrentMembership,
  getCurrentOrg,
  getOrgs,
  requireApiMember,
  requireOrgAdmin,
  requireOrgMember,
  requireOrgMemberById,
} from '@/lib/orgs/guards'
import { deleteOrg, updateOrg } from '@/lib/orgs/orgs'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { createOrg, createUser, startSession, uniqueSlug } from '../factories'

// There is no request, so the cookie and the headers are mocked. The rest is real.
const request = vi.hoisted(() => ({ session: undefined as string | undefined, headers: {} }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers(request.headers),
  cookies: async () => ({
    get: (name: string) => name === sessionCookie().name && { value: request.session },
  }),
}))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

const missing = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const forbidden = { digest: 'NEXT_HTTP_ERROR_FALLBACK;403' }
const redirectsTo = (path: string) => ({
  digest: expect.stringContaining(`;${path};`),
})

async function signIn(user: User | undefined, headers: Record<string, string> = {}) {
  const session = user && (await startSession(user.id)).token
  Object.assign(request, { session, headers })
}

test('a signed-out person is redirected to sign in, and back to the page', async () => {
  const acme = await createOrg()
  const { id, slug } = acme.admin.org
  await signIn(undefined, { [REQUEST_HEADERS.path]: `/${slug}/team` })
  const toSignIn = redirectsTo(`/sign-in?next=${encodeURIComponent(`/${slug}/team`)}`)

  for (const name of [slug, uniqueSlug()]) {
    await expect(requireOrgMember(name)).rejects.toMatchObject(toSignIn)
    await expect(requireOrgAdmin(name)).rejects.toMatchObject(toSignIn)
  }
  await expect(requireOrgMemberById(id)).rejects.toMatchObject(toSignIn)
  expect(await getCurrentOrg(slug)).toBeNull()
  expect(await getCurrentMembership(slug)).toBeNull()
  expect(await getOrgs()).toEqual([])
})

test('a segment that is no slug is a 404 for everyone, and never leads to sign in', async () => {
  const { admin } = await createOrg()
  for (const user of [undefined, admin.user]) {
    await signIn(user)
    for (const segment of ['robots.txt', 'api', 'orgs', 'ACME', 'a', '[orgSlug]', '']) {
      await expect(requireOrgMember(segment)).rejects.toMatchObject(missing)
      await expect(requireOrgAdmin(segment)).rejects.toMatchObject(missing)
    }
  }
})

test('an outsider gets the same 404 for an existing, a deleted and a missing org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const deleted = await createOrg()
  await deleteOrg(deleted.admin, deleted.admin.org.slug)
  await signIn(globex.admin.user)

  for (const slug of [acme.admin.org.slug, deleted.admin.org.slug, uniqueSlug(), 'a\0b', 'orgs']) {
    await expect(requireOrgMember(slug)).rejects.toMatchObject(missing)
    await expect(requireOrgAdmin(slug)).rejects.toMatchObject(missing)
    expect(await getCurrentOrg(slug)).toBeNull()
    expect(await getCurrentMembership(slug)).toBeNull()
  }
  for (const { id } of [acme, deleted]) {
    await expect(requireOrgMemberById(id)).rejects.toMatchObject(missing)
  }
  expect(await getOrgs()).toMatchObject([{ id: globex.id }])
})

test('a member gets the scope, and a 403 where an admin is required', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const { id, slug } = member.org
  await signIn(member.user)

  for (const scope of [await requireOrgMember(slug), await requireOrgMemberById(id)]) {
    expect(scope).toMatchObject({ org: { id }, membership: { role: 'member' } })
  }
  await expect(requireOrgAdmin(slug)).rejects.toMatchObject(forbidden)

  await signIn(acme.admin.user)
  expect(await requireOrgAdmin(slug)).toMatchObject({ org: { id }, membership: { role: 'admin' } })
})

test('the API gets errors instead of redirects, and an earlier slug works there', async () => {
  const acme = await createOrg()
  const earlier = acme.admin.org.slug
  const slug = uniqueSlug()
  await updateOrg(acme.admin, { name: acme.admin.org.name, slug })
  const ask = (org: string) =>
    requireApiMember(
      new Request(`http://localhost:3000/api/projects?org=${encodeURIComponent(org)}`),
    )

  await signIn(undefined)
  await expect(ask(slug)).rejects.toMatchObject({ code: 'unauthenticated' })
  await signIn((await createOrg()).admin.user, { [REQUEST_HEADERS.from]: 'cookie' })
  for (const org of [slug, earlier, uniqueSlug(), 'ACME', 'a\0b', '']) {
    await expect(ask(org)).rejects.toMatchObject({ code: 'not_found' })
  }
  await signIn(acme.admin.user)
  for (const org of [slug, earlier]) {
    expect(await ask(org)).toMatchObject({ org: { id: acme.id, slug } })
  }
})

test('the API does not read the body of a signed-out person', async () => {
  const malformed = () =>
    requireApiMember(
      new Request('http://localhost:3000/api/projects', {
        ...{ method: 'POST', body: '{' },
        headers: { 'content-type': 'application/json' },
      }),
    )

  await signIn(undefined)
  await expect(malformed()).rejects.toMatchObject({ code: 'unauthenticated' })
  await signIn(await createUser())
  await expect(malformed()).rejects.toMatchObject({ code: 'invalid' })
})

test('an earlier slug redirects to the same page with the current slug', async () => {
  const { admin } = await createOrg()
  const slug = uniqueSlug()
  await updateOrg(admin, { name: admin.org.name, slug })
  await signIn(admin.user, { [REQUEST_HEADERS.path]: `/${admin.org.slug}/team?q=ann` })

  await expect(requireOrgMember(admin.org.slug)).rejects.toMatchObject(
    redirectsTo(`/${slug}/team?q=ann`),
  )
})

test('a cookie with the org of other people redirects to the list of orgs', async () => {
  const acme = await createOrg()
  await signIn(await createUser(), { [REQUEST_HEADERS.from]: 'cookie' })

  await expect(requireOrgMember(acme.admin.org.slug)).rejects.toMatchObject(redirectsTo('/orgs'))
})

test('an action does not run for a signed-out person', async () => {
  const acme = await createOrg()
  const run = vi.fn()
  await signIn(undefined)

  const mine = userAction(z.object({}), run)({}, new FormData())
  await expect(mine).rejects.toMatchObject(redirectsTo('/sign-in'))
  const ours = orgAction(z.object({}), run)(acme.id, {}, new FormData())
  await expect(ours).rejects.toMatchObject(redirectsTo('/sign-in'))

  expect(run).not.toHaveBeenCalled()
})
