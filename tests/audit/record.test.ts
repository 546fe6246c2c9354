import { readdir, readFile } from 'node:fs/promises'
import { asc, eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg } from '@/db/transactions'
import { describeActivity } from '@/lib/audit/describe-activity'
import { type AuditAction, record } from '@/lib/audit/record'
import type { Actor } from '@/lib/auth/accounts'
import { env } from '@/lib/env'
import { listOrgs } from '@/lib/orgs/orgs'
import { contentsOf } from '../contents'
import { createOrg, schemaOf } from '../factories'
import { inSchemaOf } from '../in-schema'
import { MUTATIONS, without } from '../orgs/mutations'
import { asLogin } from '../queue'

const NOT_MUTATIONS = [
  // Parts of the mutations above.
  ...['addMember', 'authorize', 'lockOrg', 'takeSlug', 'withFreeSlugs'],
  // Removes the log too, and leaves a record of the system's own.
  'purgeOrgs',
  // Makes an account, and changes nothing of the org.
  'joinByInvitation',
  // Pure, or wrappers, or no functions.
  ...['homePath', 'homeOf', 'may', 'isOpen', 'numberedSlug', 'proposeSlug', 'orgAction'],
  // About where a request comes from and leads to.
  ...['goTo', 'currentPathIn', 'requestedOrg'],
  ...['orgMails', 'slugField', 'isAbove', 'newExpiry', 'restorableSince'],
]

const EXPORTED = /^export (?:async function|function|const) (\w+)/gm

// By the names of services: these only read.
const READS = /^(find|list|get|require)[A-Z]/

test('every service that changes something of an org is in the table', async () => {
  const exported = [...(await exportsOf('lib/orgs')), ...(await exportsOf('lib/projects'))]
  const mutations = exported.filter((name) => !READS.test(name) && !NOT_MUTATIONS.includes(name))

  expect(mutations.sort()).toEqual(Object.keys(MUTATIONS).sort())
})

test.each(Object.entries(MUTATIONS))(
  '%s leaves one entry in the log of its org',
  async (_, set) => {
    const acme = await createOrg('Acme')
    const globex = await createOrg('Globex')
    const { action, data, actor, subject, run, org } = await set(acme)
    const before = { acme: await logOf(acme), globex: await logOf(globex) }
    const from = new Date()

    await run()

    const created = await org?.()
    const known = new Set(before.acme.map(({ id }) => id))
    const entries = await logOf(created ?? acme)
    const [entry, ...more] = entries.filter(({ id }) => !known.has(id))
    expect(more).toEqual([])
    expect(entry).toMatchObject({ action, data, ...by(actor), subjectId: await subject() })
    expect(+(entry?.createdAt ?? 0)).toBeGreaterThanOrEqual(+from)
    expect(+(entry?.createdAt ?? 0)).toBeLessThanOrEqual(Date.now())
    if (created) expect(await logOf(acme)).toEqual(before.acme)
    expect(await logOf(globex)).toEqual(before.globex)
  },
)

// In a schema of its own, the log of a new org is made by the same transaction.
const recorded = env().TENANT_ISOLATION === 'row' ? without() : without('createOrg')

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

// Written out a second time, so that the compiler misses an action that is added.
const ACTIONS: Record<AuditAction, true> = {
  'org.create': true,
  'org.update': true,
  'org.delete': true,
  'org.restore': true,
  'org.hand_over': true,
  'membership.make_admin': true,
  'membership.make_member': true,
  'membership.delete': true,
  'membership.leave': true,
  'invitation.create': true,
  'invitation.resend': true,
  'invitation.revoke': true,
  'invitation.accept': true,
  'invitation.decline': true,
  'project.create': true,
  'project.rename': true,
  'project.archive': true,
  'project.restore': true,
  'project.delete': true,
  'task.create': true,
  'task.complete': true,
  'task.reopen': true,
  'task.assign': true,
  'task.delete': true,
}

test('every action is written by a service, and has words', async () => {
  const changes = await Promise.all(
    Object.values(MUTATIONS).map(async (set) => set(await createOrg())),
  )

  expect(changes.map(({ action }) => action).sort()).toEqual(Object.keys(ACTIONS).sort())
  const words = changes.map(describeActivity)
  for (const sentence of words) expect(sentence).toMatch(/^[a-z]+ .*[^ .]$/)
  expect(words.join()).not.toContain('undefined')
  expect(new Set(words).size).toBe(words.length)
})

test.each([
  [{ name: 'Initech' }, 'renamed the organization to Initech'],
  [{ slug: 'initech' }, 'changed the address to initech'],
  [
    { name: 'Initech', slug: 'initech' },
    'renamed the organization to Initech and changed the address to initech',
  ],
])('of an org, what was changed is said, and nothing else: %o', (data, words) => {
  expect(describeActivity({ action: 'org.update', data })).toBe(words)
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

/** Takes the right to write the log from everybody, or gives it back. */
async function log(verb: 'grant' | 'revoke', org: { id: string }) {
  const way = verb === 'grant' ? 'to' : 'from'
  await asLogin(
    `${verb} insert on ${schemaOf(org)}.audit_logs ${way} "${env().DATABASE_USER_ROLE}"`,
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
