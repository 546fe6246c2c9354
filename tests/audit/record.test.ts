import { readdir, readFile } from 'node:fs/promises'
import { asc, eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg } from '@/db/transactions'
import { AUDIT_ACTIONS, describeActivity } from '@/lib/audit/describe-activity'
import { record } from '@/lib/audit/record'
import type { Actor } from '@/lib/auth/accounts'
import { databaseEnv } from '@/lib/env'
import { listOrgs } from '@/lib/orgs/orgs'
import { contentsOf } from '../contents'
import { createOrg, schemaOf } from '../factories'
import { inSchemaOf } from '../in-schema'
import { MUTATIONS, without } from '../orgs/mutations'
import { asLogin } from '../queue'

const NOT_MUTATIONS = [
  // Parts of the mutations above.
  ...['addMember', 'authorize', 'lockOrg', 'claimSlug', 'withSlugSuggestion'],
  // Removes the log too, and leaves a record of the system's own.
  'purgeOrgs',
  // Makes an account, and changes nothing of the org.
  'signUpByInvitation',
  // Pure, or wrappers, or no functions.
  ...['can', 'isOpen', 'isWaiting', 'orgAction', 'orgMails', 'orgs', 'outranks', 'restorableSince'],
  ...['purgedFrom', 'purgeDate'],
  'senderCanSend',
  // Says only when the person last opened the org.
  'recordUse',
  // About where a request comes from and leads to.
  ...['landingPath', 'currentPathIn', 'requestedOrg'],
]

// Written by services of other folders, see tests/leaving and tests/two-factor.
const ELSEWHERE = [
  ...['membership.delete_account', 'membership.restore_account'],
  ...['org.require_two_factor', 'org.stop_requiring_two_factor'],
]

const EXPORTED = /^export (?:async function|function|const) (\w+)/gm

// By the names of services: these only read.
const READS = /^(count|find|list|get|require|search)[A-Z]/

test('every service that changes something of an org is in the table', async () => {
  const exported = await exportsOf('lib/orgs')
  const mutations = exported.filter((name) => !READS.test(name) && !NOT_MUTATIONS.includes(name))

  expect(Object.keys(MUTATIONS)).toEqual(expect.arrayContaining(mutations))
})

test.each(Object.entries(MUTATIONS))(
  '%s leaves one entry in the log of its org',
  async (_, set) => {
    const acme = await createOrg('Acme')
    const globex = await createOrg('Globex')
    const { actor, run, expectedEntry, org } = await set(acme)
    const before = { acme: await logOf(acme), globex: await logOf(globex) }
    const from = new Date()

    await run()

    const created = await org?.()
    const known = new Set(before.acme.map(({ id }) => id))
    const entries = await logOf(created ?? acme)
    const [entry, ...more] = entries.filter(({ id }) => !known.has(id))
    expect(more).toEqual([])
    expect(entry).toMatchObject({ ...by(actor), ...(await expectedEntry(entry)) })
    expect(+(entry?.createdAt ?? 0)).toBeGreaterThanOrEqual(+from)
    expect(+(entry?.createdAt ?? 0)).toBeLessThanOrEqual(Date.now())
    if (created) expect(await logOf(acme)).toEqual(before.acme)
    expect(await logOf(globex)).toEqual(before.globex)
  },
)

// With a schema per tenant, `createOrg` creates the log's table: no grant can be revoked before.
const recorded = databaseEnv().TENANT_ISOLATION === 'row' ? without() : without('createOrg')

test.each(recorded)('%s: what cannot be recorded does not happen', async (_, set) => {
  const acme = await createOrg('Acme')
  const { actor, run } = await set(acme)
  const before = { acme: await contentsOf(acme), orgs: await listOrgs(actor) }
  onTestFinished(() => log('grant', acme))
  await log('revoke', acme)

  await expect(run()).rejects.toMatchObject({
    cause: { message: 'permission denied for table audit_logs' },
  })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await listOrgs(actor)).toEqual(before.orgs)
})

test('every declared action is written by a service and has its own text', async () => {
  const entries = await Promise.all(
    Object.values(MUTATIONS).map(async (set) => {
      const acme = await createOrg()
      const { run, org } = await set(acme)
      const known = (await logOf(acme)).map(({ id }) => id)
      await run()
      const log = await logOf((await org?.()) ?? acme)
      return log.filter(({ id }) => !known.includes(id))
    }),
  )
  const written = entries.flat() as Parameters<typeof describeActivity>[0][]

  const others = AUDIT_ACTIONS.filter((action) => !ELSEWHERE.includes(action))
  expect(new Set(written.map(({ action }) => action))).toEqual(new Set(others))
  const texts = written.map(describeActivity)
  for (const text of texts) expect(text).toMatch(/^[a-z]+ .*[^ .]$/)
  expect(texts.join()).not.toContain('undefined')
  expect(new Set(texts).size).toBe(texts.length)
})

test.each([
  [{ name: 'Initech' }, 'renamed the organization to Initech'],
  [{ slug: 'initech' }, 'changed the organization’s URL to initech'],
  [
    { name: 'Initech', slug: 'initech' },
    'renamed the organization to Initech and changed its URL to initech',
  ],
])('of an org, what was changed is said, and nothing else: %o', (data, words) => {
  expect(describeActivity({ action: 'org.update', subjectId: '', data })).toBe(words)
})

test('an entry goes away with the change that fails after it', async () => {
  const acme = await createOrg()
  const before = await logOf(acme)

  const attempt = asOrg(acme.admin, async (tx) => {
    await record(tx, acme.admin, 'project.delete', acme.id, { name: 'Moonshot' })
    throw new Error('too late')
  })

  await expect(attempt).rejects.toThrow('too late')
  expect(await logOf(acme)).toEqual(before)
})

function by({ id, name, ipAddress }: Actor) {
  return { actorId: id, actorName: name, ipAddress }
}

/** Revokes the right to insert into the audit log, or grants it again. */
async function log(verb: 'grant' | 'revoke', org: { id: string }) {
  const way = verb === 'grant' ? 'to' : 'from'
  await asLogin(
    `${verb} insert on ${schemaOf(org)}.audit_logs ${way} "${databaseEnv().DATABASE_USER_ROLE}"`,
  )
}

function logOf(org: { id: string }) {
  return inSchemaOf(org, (tx) =>
    tx
      .select()
      .from(auditLogs)
      .where(eq(auditLogs.orgId, org.id))
      .orderBy(asc(auditLogs.createdAt), asc(auditLogs.id)),
  )
}

async function exportsOf(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  const sources = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFile(`${folder}/${file}`, 'utf8')),
  )
  const declared = sources.flatMap((source) => [...source.matchAll(EXPORTED)])
  return declared.map(([, name = '']) => name).filter((name) => !/^[A-Z_]+$/.test(name))
}
