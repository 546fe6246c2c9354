import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path, { resolve } from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { sessionCookie } from '@/lib/auth/sessions'
import { env } from '@/lib/env'
import { putIntoMailbox } from '@/lib/mail/mailbox'
import { fillResources } from '../attack/load-examples'
import { createOrg, createUser, startSession } from '../factories'
import { below } from '../source'

// There is no request here: the cookies and the headers are mocked, everything else is real.
const request = vi.hoisted(() => ({ session: undefined as string | undefined }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'localhost:3000' }),
  cookies: async () => ({
    get: (name: string) => name === sessionCookie().name && { value: request.session },
    set: () => {},
    delete: () => {},
  }),
}))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/server', async (original) => ({ ...(await original()), after: () => {} }))
// As next.config.ts sets it.
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

type Audience =
  | 'everyone'
  | 'local mode'
  | 'users'
  | 'users of the API'
  | 'members'
  | 'members of the API'
  | 'admins'

/** Who may open the pages and routes below a path. The longest path counts. */
const AUDIENCES: Record<string, Audience> = {
  'app/[orgSlug]/': 'members',
  'app/[orgSlug]/activity/export/': 'admins',
  'app/[orgSlug]/settings/': 'admins',
  'app/account/': 'users',
  'app/account/pictures/': 'users of the API',
  'app/dev/': 'local mode',
  'app/invitations/': 'users',
  'app/invitations/[token]/': 'everyone',
  'app/orgs/': 'users',
  'app/(auth)/': 'everyone',
  'app/(marketing)/': 'everyone',
  'app/api/[[...path]]/': 'everyone',
  'app/api/auth/': 'everyone',
  'app/api/health/': 'everyone',
  'app/api/members/': 'members of the API',
  'app/api/orgs/': 'users of the API',
  'app/api/projects/': 'members of the API',
  'app/apple-icon.tsx': 'everyone',
  'app/favicon.ico/': 'everyone',
  'app/icon.tsx': 'everyone',
  'app/layout.tsx': 'everyone',
  'app/opengraph-image.tsx': 'everyone',
}

/** Actions that can be posted without a session. */
const PUBLIC_ACTIONS = [
  ...['signUpByInvitationAction', 'resendPasswordResetAction', 'verifyEmailAction', 'signInAction'],
  ...['startPasskeySignInAction', 'signInWithPasskeyAction', 'switchAccountAction', 'signUpAction'],
  ...['forgotPasswordAction', 'signInWithCodeAction', 'resetPasswordAction', 'sendToMailboxAction'],
  ...['emailSignInLinkAction', 'undoEmailChangeAction', 'renewSignUpAction', 'resendSignUpAction'],
  ...['resendSignInLinkAction', 'restoreAccountAction', 'signInByLinkAction', 'signInToLinkAction'],
]

/** `open`, `sign-in`, the status of a refusal, or the text of any other error. */
type Outcome = string | number

const dataDir = await mkdtemp(path.join(tmpdir(), 'guards-'))
process.env.DATA_DIR = dataDir
afterAll(() => rm(dataDir, { recursive: true }))

const [acme, key] = [await createOrg(), randomUUID()]
const ids = await fillResources(acme.admin)
await putIntoMailbox({ to: 'ann@example.com', subject: 'Hello', html: 'Hello', text: 'Hello', key })

/** What exists in local mode. A refusal must not depend on a missing id. */
const localIds: Record<string, string> = {
  'app/dev/emails/[id]/route.ts': 'invitation',
  'app/dev/mailbox/[id]/route.ts': key,
}

const sessions = {
  'signed out': undefined,
  'an outsider': await sessionOf(await createUser()),
  'a member': await sessionOf((await acme.join('member')).user),
  'an admin': await sessionOf(acme.admin.user),
}

type Expected = Record<keyof typeof sessions, Outcome>

const OPEN = { 'an outsider': 'open', 'a member': 'open', 'an admin': 'open' }

const EXPECTED: Record<Exclude<Audience, 'everyone' | 'local mode'>, Expected> = {
  users: { 'signed out': 'sign-in', ...OPEN },
  'users of the API': { 'signed out': 401, ...OPEN },
  members: { 'signed out': 'sign-in', ...OPEN, 'an outsider': 404 },
  'members of the API': { 'signed out': 401, ...OPEN, 'an outsider': 404 },
  admins: { 'signed out': 'sign-in', 'an outsider': 404, 'a member': 403, 'an admin': 'open' },
}

const entries = below('app/')
  .filter(({ path }) =>
    /\/(page|layout|template|default|route|icon|apple-icon|\w+-image)\.\w+$/.test(path),
  )
  .map(({ path }) => ({ path, audience: audienceOf(path) }))

// Layouts do not run again when the router opens another page, so each page is called by itself.
describe('each page, layout, route and generateMetadata refuses by itself', () => {
  test('each line of AUDIENCES is about a page or route', () => {
    const unused = Object.keys(AUDIENCES).filter(
      (start) => !entries.some(({ path }) => path.startsWith(start)),
    )
    expect(unused).toEqual([])
  })

  test.each(entries)('$path is for $audience', async ({ path, audience }) => {
    expect(audience, 'Add the folder to AUDIENCES in this test.').toBeDefined()
    if (!audience || audience === 'everyone') return
    const exported = await functionsIn(path)
    expect(exported).not.toEqual([])

    for (const { name, call } of exported) {
      if (audience === 'local mode') {
        expect(await outcomeOf(() => call(path)), name).toBe('open')
        expect(await outsideLocalMode(() => call(path)), name).toBe(404)
        continue
      }
      for (const [who, session] of Object.entries(sessions)) {
        request.session = session
        const expected = EXPECTED[audience][who as keyof typeof sessions]
        const outcome = await outcomeOf(() => call(path))
        // The other ids in the URL are of no row.
        const isMissing =
          expected === 'open' && outcome === 404 && otherIdsIn(path).some((name) => !ids[name])
        expect(isMissing ? 'open' : outcome, `${name}: ${who}`).toBe(expected)
      }
    }
  })
})

describe('actions', () => {
  const files = below('app/').filter(({ directive }) => directive === 'use server')

  test('without a session, an action leads to the sign-in page, unless it is public', async () => {
    request.session = undefined
    const open: string[] = []
    for (const { path } of files) {
      for (const { name, run } of await exportsOf(path)) {
        const outcome = await outcomeOf(() => run({}, new FormData()))
        // The first argument of an action of an org is the org's id.
        const isOfOrg = outcome === 404
        if (outcome === 'open') open.push(name)
        else if (!isOfOrg) expect(outcome, name).toBe('sign-in')
        else expect(await outcomeOf(() => run(acme.id, {}, new FormData())), name).toBe('sign-in')
      }
    }
    expect(open.sort()).toEqual(PUBLIC_ACTIONS.sort())
  })

  test('the actions of local mode are not found outside it', async () => {
    const local = files.filter(({ path }) => audienceOf(path) === 'local mode')
    expect(local).not.toEqual([])
    const form = new FormData()
    form.set('id', 'invitation')
    for (const { path } of local) {
      for (const { name, run } of await exportsOf(path)) {
        expect(await outsideLocalMode(() => run({}, form)), name).toBe(404)
      }
    }
  })
})

async function sessionOf({ id }: { id: string }) {
  return (await startSession(id)).token
}

function audienceOf(path: string): Audience | undefined {
  const [longest = ''] = Object.keys(AUDIENCES)
    .filter((start) => path.startsWith(start))
    .sort((one, other) => other.length - one.length)
  return AUDIENCES[longest]
}

async function exportsOf(path: string) {
  const module: Record<string, unknown> = await import(/* @vite-ignore */ resolve(path))
  return Object.entries(module).flatMap(([name, run]) =>
    typeof run === 'function' ? [{ name, run: run as (...args: unknown[]) => unknown }] : [],
  )
}

/** What Next calls in a file, each with the arguments that Next passes for our org. */
async function functionsIn(path: string) {
  return (await exportsOf(path)).map(({ name, run }) => ({
    name,
    call: async (path: string) => {
      const others = otherIdsIn(path).map((segment) => [
        segment,
        localIds[path] ?? ids[segment] ?? randomUUID(),
      ])
      const params = Promise.resolve({
        orgSlug: acme.admin.org.slug,
        ...Object.fromEntries(others),
      })
      if (!/\/route\.\w+$/.test(path)) {
        return run({ params, searchParams: Promise.resolve({}), children: null })
      }
      const url = `http://localhost:3000/?org=${acme.admin.org.slug}`
      return run(new NextRequest(url, { method: name }), { params })
    },
  }))
}

function otherIdsIn(path: string): string[] {
  return [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'orgSlug')
}

async function outsideLocalMode(run: () => unknown): Promise<Outcome> {
  Object.assign(env(), { local: false })
  try {
    return await outcomeOf(run)
  } finally {
    Object.assign(env(), { local: true })
  }
}

async function outcomeOf(run: () => unknown): Promise<Outcome> {
  try {
    const result = await run()
    return result instanceof Response && [401, 403, 404].includes(result.status)
      ? result.status
      : 'open'
  } catch (error) {
    const { digest = '' } = error as { digest?: string }
    if (/^NEXT_REDIRECT;.*;\/sign-in\b/.test(digest)) return 'sign-in'
    if (digest.startsWith('NEXT_REDIRECT')) return 'open'
    const [, status] = /^NEXT_HTTP_ERROR_FALLBACK;(\d+)$/.exec(digest) ?? []
    return status ? Number(status) : String(error)
  }
}
