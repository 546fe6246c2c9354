import { expect } from '@playwright/test'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { asSystem } from '@/db/transactions'
import type { Acme } from '../../attack/acme'
import { type Attacker, type AttackerName, reinstate } from '../../attack/attackers'
import { belongingsOf } from '../../attack/belongings'
import { findPiecesOf } from '../../attack/markers'
import { startSession } from '../../factories'
import { askingAs, type Outcome, type Question } from './ask'
import type { Action, Route } from './build'
import { foreign } from './foreign'
import { postsOf, questionsFor } from './questions'

export type Attack = {
  server: { url: string }
  acme: Acme
  attackers: Record<AttackerName, Attacker>
}

/** How the pages and the actions of Acme answer. */
const EXPECTED: Record<AttackerName, { page: Outcome[]; action: Outcome[] }> = {
  'a stranger': { page: [404], action: [404] },
  'a member of another org': { page: [404], action: [404] },
  'an admin of another org': { page: [404], action: [404] },
  'a removed member': { page: [404], action: [404] },
  'a demoted admin': { page: [200, 307], action: [200] },
  'an expired session of an admin': { page: ['sign in'], action: ['sign in'] },
  'no session': { page: ['sign in'], action: ['sign in'] },
}

/** What members are refused. All else inside Acme they may see, and so may the demoted admin. */
const OF_ADMINS = ['/[orgSlug]/settings', '/[orgSlug]/activity/export']

const OF_MEMBERS = [
  ...['createProjectAction', 'renameProjectAction', 'archiveProjectAction'],
  ...['restoreProjectAction', 'inviteMembersAction', 'leaveOrgAction'],
]

const BY_ANYBODY: AttackerName[] = ['an admin of another org', 'no session']

/** No page, or no such method, whoever asks. */
const NOTHING = [204, 400, 405]

/** Asks for everything that there is as one of the attackers, and with everything of Acme's. */
export async function intrude(
  { server, acme, attackers }: Attack,
  name: AttackerName,
  { routes, actions }: { routes: Route[]; actions: Action[] },
) {
  const attacker = attackers[name]
  const isMember = name === 'a demoted admin'
  const expected = EXPECTED[name]
  const { org } = acme.admin
  const gone = acme.deleted.org
  const own = attacker.own?.org
  const things = foreign(acme)
  const before = await belongingsOf(acme)
  const secrets = findPiecesOf(before, attacker)
  const open = withoutClients([before.rows, before.people['public.users']])
  const secretsOfAdmins = findPiecesOf(before, [attacker, open])

  for (const target of routes) {
    if (target.route.startsWith('/[orgSlug]')) await tryInside(target)
    else await tryOutside(target)
    await unchanged(target.route)
  }
  for (const action of actions) {
    await asSystem('test', (tx) => tx.delete(rateLimits))
    await tryAction(action)
    await unchanged(action.name)
  }

  async function tryInside(target: Route) {
    const mayOpen = isMember && !OF_ADMINS.includes(target.route)
    const outcomes = isMember && !mayOpen ? [403] : expected.page
    await ask(questionsFor(target, things, [org.slug]), [...outcomes, ...NOTHING], mayOpen)
    const others = questionsFor(target, things, [acme.former, gone.slug]).slice(0, 3)
    await ask(others, isMember ? [307, 404] : expected.page)
    if (own) await ask(questionsFor(target, things, [own.slug]), [200, 307, 403, ...NOTHING])
  }

  async function tryOutside(target: Route) {
    const ofOrg = target.fields.length > 0
    const questions = questionsFor(target, things, things.slugs)
    // To post there what members may would be no attack.
    const foul = questions.filter(({ method }) => !(isMember && ofOrg && method === 'POST'))
    await ask(foul, ofOrg ? [...expected.page, 404, ...NOTHING] : undefined, isMember)
  }

  async function tryAction(action: Action) {
    const bound = (orgId?: string) => postsOf(action, things, attacker, orgId)
    if (action.madeBy !== 'orgAction') {
      // To one that is for everybody it is all the same who posts.
      if (action.madeBy !== 'publicAction' || BY_ANYBODY.includes(name)) await ask(bound())
      return
    }
    if (!isMember || !OF_MEMBERS.includes(action.name)) {
      await ask(bound(org.id), expected.action, isMember)
    }
    await ask(bound(gone.id), isMember ? [404] : expected.action)
    if (own) await ask(bound(own.id))
  }

  /** Without `outcomes`, any answer but a failure will do. */
  async function ask(questions: Question[], outcomes?: Outcome[], mayOpen = false) {
    const find = mayOpen ? secretsOfAdmins : secrets
    const session = attacker.ended ? attacker.session : await sessionOf(attacker)
    const answers = await Promise.all(questions.map(askingAs(server, session, org.slug)))
    const wrong = answers
      .map((answer) => ({ ...answer, leaks: find(answer.text, answer.asked) }))
      .filter(({ leaks, asked, outcome }) => leaks.length || !isExpected(asked, outcome, outcomes))
    expect(
      wrong.map(({ text, ...rest }) => ({ ...rest, text: text.slice(0, 600) })),
      `${name}: ${outcomes ?? 'anything'}`,
    ).toEqual([])
  }

  async function unchanged(what: string) {
    await reinstate(attacker)
    expect(await belongingsOf(acme), `${name}: ${what}`).toEqual(before)
  }
}

// An attacker may have signed out.
async function sessionOf({ user, session }: Attacker) {
  return session && (await startSession(user.id)).token
}

// Members may read the log, but not from where its people have asked.
function withoutClients(rows: unknown) {
  return JSON.stringify(rows, (key, value) => (key === 'ip_address' ? undefined : value))
}

// A part of a page that says 404 is itself one that was found.
function isExpected(asked: string, outcome: Outcome, outcomes?: Outcome[]) {
  return outcomes && !/[._]rsc/.test(asked)
    ? outcomes.includes(outcome)
    : outcome === 'sign in' || outcome < 500
}
