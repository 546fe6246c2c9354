import ts from 'typescript'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { asSystem } from '@/db/transactions'
import { sessionCookie } from '@/lib/auth/sessions'
import { PERMISSIONS } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../contents'
import { startSession } from '../factories'
import { below, nodesIn } from '../source'
import { callService } from './call-service'
import {
  isOpenToMembers,
  listedNames,
  NOT_CALLED,
  trustsScope,
  WITHOUT_EFFECT,
  WITHOUT_SCOPE,
} from './exceptions'
import { knownValues } from './known-values'
import { leaksOf, uuidPiecesIn } from './leaks'
import { createOutsiders, OUTSIDERS, type Outsider, resetOutsider } from './outsiders'
import { namedAfter, type Service, services, takes } from './services'
import { takeSnapshot } from './snapshot'
import { listTables, versionsOf } from './tables'
import { createTargetOrg, type TargetOrg } from './target-org'

// There is no request in this test: only the headers and the cookies are mocked.
const request = vi.hoisted(() => ({ session: '' }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'localhost:3000' }),
  cookies: async () => ({
    get: (name: string) => name === sessionCookie().name && { value: request.session },
  }),
}))
// As in next.config.ts.
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

const POLICIES_OFF = process.env.TEST_POLICIES === 'off'

const notCalled = Object.values(NOT_CALLED).flat()
// A service that takes a transaction relies on the policies for the org of that transaction.
const called = services.filter(
  (service) => !notCalled.includes(service.name) && !(POLICIES_OFF && takes(service, 'Tx')),
)

const acme = await createTargetOrg()
const outsiders = await createOutsiders(acme)
const values = knownValues(acme)
const initial = await takeSnapshot(acme)
const tables = await listTables()

/** With the version of each row, because a second outsider may write the same values as the first. */
async function stateOfAcme() {
  const versions = await versionsOf([acme.admin.org, acme.deleted.org], tables)
  return { ...(await takeSnapshot(acme)), versions }
}

beforeEach(async () => {
  await asSystem('test', (tx) => tx.delete(rateLimits))
})

test('every export that takes neither a scope nor a transaction nor a user is listed', () => {
  const found = services
    .filter((service) => !takes(service, 'OrgScope', 'Tx', 'Actor', 'User'))
    .map(({ name }) => name)
  const listed = [...Object.values(WITHOUT_SCOPE).flat(), ...notCalled]
  expect(found.filter((name) => !listed.includes(name))).toEqual([])
})

test('every listed exception exists', () => {
  const names = services.map(({ name }) => name)
  expect(listedNames.filter((name) => !names.includes(name))).toEqual([])
})

const namedServices = services.filter(({ name }) => namedAfter(name) in PERMISSIONS)

test('most permissions have a service with their name', () => {
  expect(namedServices.length).toBeGreaterThan(Object.keys(PERMISSIONS).length / 2)
})

test.each(namedServices)('$name requires the permission with its name', ({ name, permissions }) => {
  expect(permissions).toContain(namedAfter(name))
})

test('only what looks up the membership makes a scope', () => {
  const makers = below('app/', 'components/', 'lib/').filter((source) =>
    nodesIn(source).some(
      (node) =>
        ts.isObjectLiteralExpression(node) &&
        node.properties.some(({ name }) => name?.getText() === 'membership'),
    ),
  )
  expect(makers.map(({ path }) => path)).toEqual(['lib/orgs/orgs.ts', 'lib/orgs/scope.ts'])
})

test('every table has a row with a unique text in the org under attack', async () => {
  for (const [table, rows] of [initial.rows, initial.deletedRows].flatMap(Object.entries)) {
    expect(
      rows,
      `${table} is empty. Add a row in \`fill\` of tests/<name>/examples.ts.`,
    ).not.toEqual([])
    for (const row of rows) expect(uuidPiecesIn(row), table).not.toEqual([])
    if (!table.startsWith('tenant.') || table === 'tenant.audit_logs') continue
    for (const [column, value] of rows.flatMap(Object.entries)) {
      // One lower-case word is a choice, such as a status. Dates are not searched.
      if (typeof value !== 'string' || /^([a-z_]+$|\d{4}-\d\d-)/.test(value)) continue
      expect(
        uuidPiecesIn(value),
        `${table}.${column} is not unique. Use \`uniqueName\`.`,
      ).not.toEqual([])
    }
  }
})

describe.each(OUTSIDERS)('%s', (name) => {
  const outsider = outsiders[name]
  const isMember = name === 'a demoted admin'

  let before: Awaited<ReturnType<typeof stateOfAcme>>

  beforeEach(async () => {
    await resetOutsider(outsider)
    before = await stateOfAcme()
  })

  test.each(called)('$name', async (service) => {
    const isAllowed = isMember && isOpenToMembers(service)

    if (!isAllowed && !trustsScope(service)) {
      const refusals = await attack(service, outsider, { ...acme.admin, user: outsider.user })
      if (takes(service, 'OrgScope') && !takes(service, 'Tx')) {
        expect(new Set(refusals)).toEqual(new Set([isMember ? 'forbidden' : 'not_found']))
      }
    }
    if (outsider.ownOrg && takes(service, 'OrgScope', 'Tx')) {
      await attack(service, outsider, outsider.ownOrg)
    }

    expect(await stateOfAcme()).toEqual(before)
  })
})

// Otherwise the examples might be invalid, and every caller would be refused.
describe('a caller with the right', () => {
  let current: ReturnType<typeof fresh> | undefined

  test.each(called.filter(({ name }) => !WITHOUT_EFFECT.includes(name)))(
    '$name changes or returns something',
    async (service) => {
      current ??= fresh()
      const { acme, findLeaks, before } = await current
      const values = knownValues(acme, { withTokens: true })

      for (const scope of [acme.admin, acme.member, { ...acme.member, user: acme.invited.user }]) {
        sendSession((await startSession(scope.user.id)).token)
        const calls = await callService(service, values, { user: scope.user, scope }, scope)
        const after = await rowsOf(acme)
        const returns = calls.some(({ result, args }) => findLeaks(result, args).length)
        if (after !== before) current = undefined
        if (after !== before || returns) return
      }
      expect.unreachable('It neither changes nor returns anything of the org.')
    },
  )

  async function fresh() {
    const acme = await createTargetOrg()
    const findLeaks = leaksOf(await takeSnapshot(acme), '')
    return { acme, findLeaks, before: await rowsOf(acme) }
  }

  const rowsOf = async (acme: TargetOrg) => {
    const { rows, deletedRows } = await takeSnapshot(acme)
    return JSON.stringify([rows, deletedRows])
  }
})

/** Calls the service with every known value. Returns the code of each refusal. */
async function attack(service: Service, outsider: Outsider, scope: OrgScope) {
  const { user, sessionToken, ownOrg } = outsider
  const findLeaks = leaksOf(initial, outsider)
  sendSession(sessionToken)
  const insides = takes(service, 'Tx') && ownOrg ? [ownOrg, undefined] : [undefined]
  const calls = []
  for (const inside of insides) {
    calls.push(...(await callService(service, values, { user, scope }, inside)))
  }
  for (const { result, args } of calls) expect(findLeaks(result, args)).toEqual([])
  if (ownOrg) {
    const sent = calls.map(({ args }) => args)
    expect(findLeaks(JSON.stringify(await contentsOf(ownOrg.org)), sent)).toEqual([])
  }
  return calls.map(({ refused }) => refused)
}

/** Makes the mocked request one with this session. */
function sendSession(token = '') {
  request.session = token
}
