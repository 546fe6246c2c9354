import ts from 'typescript'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { asSystem } from '@/db/transactions'
import { sessionCookie } from '@/lib/auth/sessions'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../contents'
import { startSession } from '../factories'
import { below, nodesIn } from '../source'
import { type Acme, fillAcme } from './acme'
import { ATTACKERS, type Attacker, attackersOf, reinstate } from './attackers'
import { belongingsOf } from './belongings'
import { call } from './call'
import { MEMBERS_MAY, SILENT, TRUSTING, UNTRIED, WITHOUT_SCOPE } from './exceptions'
import { findLeaksOf, findPiecesOf, piecesIn } from './markers'
import { type Service, services, takes } from './services'

// There is no request here: what its headers would be is said, all else is real.
const request = vi.hoisted(() => ({ headers: new Headers() }))
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}))
// As next.config.ts has it.
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

const POLICIES_OFF = process.env.TEST_POLICIES === 'off'

const untried = Object.values(UNTRIED).flat()
// Whoever is given a transaction acts on the org it is told: that this is the caller's own, the
// policies see to.
const tried = services.filter(
  (service) => !untried.includes(service.name) && !(POLICIES_OFF && takes(service, 'Tx')),
)

const acme = await fillAcme()
const attackers = await attackersOf(acme)

const before = await belongingsOf(acme)

beforeEach(async () => {
  await asSystem('test', (tx) => tx.delete(rateLimits))
})

test('whoever takes neither a scope nor a transaction nor a person says why', () => {
  const found = services
    .filter((service) => !takes(service, 'OrgScope', 'Tx', 'Actor', 'User'))
    .map(({ name }) => name)
  const listed = [...Object.values(WITHOUT_SCOPE).flat(), ...untried]
  expect(found.filter((name) => !listed.includes(name))).toEqual([])
})

test('none is excused that is not there', () => {
  const names = services.map(({ name }) => name)
  const excused = [...Object.values(WITHOUT_SCOPE).flat(), ...untried, ...MEMBERS_MAY, ...SILENT]
  expect(excused.filter((name) => !names.includes(name))).toEqual([])
})

test('nobody makes a scope but whoever has looked up the membership', () => {
  const makers = below('app/', 'components/', 'lib/').filter((source) =>
    nodesIn(source).some(
      (node) =>
        ts.isObjectLiteralExpression(node) &&
        node.properties.some(({ name }) => name?.getText() === 'membership'),
    ),
  )
  expect(makers.map(({ path }) => path)).toEqual(['lib/orgs/orgs.ts', 'lib/orgs/scope.ts'])
})

test('there is something to find in every row of every table', async () => {
  const { rows, deletedRows } = await belongingsOf(acme)
  for (const [name, found] of [...Object.entries(rows), ...Object.entries(deletedRows)]) {
    expect(found, `Plant a row of ${name} in tests/attack/acme.ts.`).not.toEqual([])
    for (const row of found) expect(piecesIn(row), name).not.toEqual([])
  }
})

describe.each(ATTACKERS)('%s', (name) => {
  const attacker = attackers[name]
  const isMember = name === 'a demoted admin'

  beforeEach(() => reinstate(attacker))

  test.each(tried)('$name', async (service) => {
    const believes = takes(service, 'OrgScope') && TRUSTING.includes(service.name)
    const may = isMember && MEMBERS_MAY.includes(service.name)

    if (!may && !believes) {
      const refusals = await attack(service, attacker, { ...acme.admin, user: attacker.user })
      // Whoever is given a scope of Acme itself has no other answer.
      if (takes(service, 'OrgScope') && !takes(service, 'Tx')) {
        expect(new Set(refusals)).toEqual(new Set([isMember ? 'forbidden' : 'not_found']))
      }
    }
    if (attacker.own && takes(service, 'OrgScope', 'Tx')) {
      await attack(service, attacker, attacker.own)
    }

    expect(await belongingsOf(acme)).toEqual(before)
  })
})

// Otherwise what is passed might make no sense, and nothing come of it for anybody.
describe('those who may', () => {
  let current: ReturnType<typeof watch> | undefined

  test.each(tried.filter(({ name }) => !SILENT.includes(name)))('$name', async (service) => {
    current ??= watch()
    const { acme, find, before } = await current

    for (const scope of [acme.admin, acme.member, { ...acme.member, user: acme.invited.user }]) {
      enter((await startSession(scope.user.id)).token)
      const caller = { user: scope.user, scope, door: scope, tokens: true }
      const calls = await call(service, acme, caller)
      const after = await rowsOf(acme)
      // What was changed is of no use to the next.
      if (after !== before) current = undefined
      if (after !== before || calls.some(({ answer, typed }) => find(answer, typed).length)) return
    }
    expect.unreachable('It neither changes nor shows anything.')
  })

  async function watch() {
    const acme = await fillAcme()
    return { acme, find: await findLeaksOf(acme), before: await rowsOf(acme) }
  }

  const rowsOf = async (acme: Acme) => {
    const { rows, deletedRows } = await belongingsOf(acme)
    return JSON.stringify([rows, deletedRows])
  }
})

/** Passes everything of Acme's, and answers how it was refused each time, if it was. */
async function attack(service: Service, attacker: Attacker, scope: OrgScope) {
  const { user, session, own } = attacker
  const findLeaks = findPiecesOf(before, attacker)
  enter(session)
  const doors = takes(service, 'Tx') && own ? [own, undefined] : [undefined]
  const calls = []
  for (const door of doors) calls.push(...(await call(service, acme, { user, scope, door })))
  for (const { answer, typed } of calls) expect(findLeaks(answer, typed)).toEqual([])
  if (own) {
    const typed = calls.map((one) => one.typed)
    expect(findLeaks(JSON.stringify(await contentsOf(own.org)), typed)).toEqual([])
  }
  return calls.map(({ refused }) => refused)
}

function enter(session = '') {
  const { name } = sessionCookie()
  request.headers = new Headers({ cookie: `${name}=${session}`, host: 'localhost:3000' })
}
