import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
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
  // Parts of services.
  ...['addMember', 'authorize', 'claimSlug', 'lockOrg', 'suggestFreeSlug'],
  // Deletes the log of the org too.
  'purgeOrgs',
  // Creates an account and does not change the org.
  'joinByInvitation',
  // Pure functions, wrappers and declarations.
  ...['can', 'isOpen', 'outranks', 'restorableSince', 'orgAction', 'orgMails'],
  // Read the request.
  ...['currentPathIn', 'landingPath', 'requestedOrg'],
]

const EXPORTED = /^export (?:async function|function|const) (\w+)/gm

const READS = /^(find|list|get|require)[A-Z]/

test('every service that changes an org is in MUTATIONS', async () => {
  const exported = await Promise.all((await resourceFolders()).map(exportsOf))
  const mutations = exported
    .flat()
    .filter((name) => !READS.test(name) && !NOT_MUTATIONS.includes(name))

  expect(mutations.sort()).toEqual(Object.keys(MUTATIONS).sort())
})

test.each(Object.entries(MUTATIONS))(
  '%s adds one entry to the log of its org',
  async (_, prepare) => {
    const acme = await createOrg('Acme')
    const globex = await createOrg('Globex')
    const { action, data, actor, subject, run, org } = await prepare(acme)
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

// With a schema per org, the log of a new org is created in the same transaction, so nothing can be revoked.
const revocable = env().TENANT_ISOLATION === 'row' ? without() : without('createOrg')

test.each(revocable)('%s changes nothing if it cannot write the log', async (_, prepare) => {
  const acme = await createOrg('Acme')
  const { actor, run } = await prepare(acme)
  const before = { acme: await contentsOf(acme), orgs: await listOrgs(actor) }
  onTestFinished(() => setLogPrivilege('grant', acme))
  await setLogPrivilege('revoke', acme)

  await expect(run()).rejects.toMatchObject({
    cause: { message: 'permission denied for table audit_logs' },
  })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await listOrgs(actor)).toEqual(before.orgs)
})

// Listed again, so that the compiler reports an action that is added without a test.
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

test('every action is recorded by a service and has a description', async () => {
  const changes = await Promise.all(
    Object.values(MUTATIONS).map(async (prepare) => prepare(await createOrg())),
  )

  expect(changes.map(({ action }) => action).sort()).toEqual(Object.keys(ACTIONS).sort())
  const texts = changes.map(describeActivity)
  for (const text of texts) expect(text).toMatch(/^[a-z]+ .*[^ .]$/)
  expect(texts.join()).not.toContain('undefined')
  expect(new Set(texts).size).toBe(texts.length)
})

test.each([
  [{ name: 'Initech' }, 'renamed the organization to Initech'],
  [{ slug: 'initech' }, 'changed its URL to initech'],
  [
    { name: 'Initech', slug: 'initech' },
    'renamed the organization to Initech and changed its URL to initech',
  ],
])('the description of an org update contains only the changes: %o', (data, text) => {
  expect(describeActivity({ action: 'org.update', data })).toBe(text)
})

test('an entry is rolled back with its transaction', async () => {
  const acme = await createOrg()
  const before = await logOf(acme)

  const attempt = asOrg(acme.admin, async (tx) => {
    await record(tx, acme.admin, 'project.delete', acme.id, { name: 'Moonshot' })
    throw new Error('too late')
  })

  await expect(attempt).rejects.toThrow('too late')
  expect(await logOf(acme)).toEqual(before)
})

/** The columns of an entry by this actor. */
function by({ id, name, ipAddress }: Actor) {
  return { actorId: id, actorName: name, ipAddress }
}

/** Grants or revokes the privilege of all users to insert into the log of an org. */
async function setLogPrivilege(verb: 'grant' | 'revoke', org: { id: string }) {
  const preposition = verb === 'grant' ? 'to' : 'from'
  await asLogin(
    `${verb} insert on ${schemaOf(org)}.audit_logs ${preposition} "${env().DATABASE_USER_ROLE}"`,
  )
}

/** The log of an org, oldest first. */
function logOf(org: { id: string }) {
  return inSchemaOf(org, (tx) =>
    tx
      .select()
      .from(auditLogs)
      .where(eq(auditLogs.orgId, org.id))
      .orderBy(asc(auditLogs.createdAt), asc(auditLogs.id)),
  )
}

/** The folders of `lib` that declare a resource, without the audit log itself. */
async function resourceFolders(): Promise<string[]> {
  const files = await readdir('lib', { recursive: true })
  const declarations = files.filter((file) => path.basename(file) === 'resource.ts')
  return declarations
    .map((file) => `lib/${path.dirname(file)}`)
    .filter((dir) => dir !== 'lib/audit')
}

/** The names of functions that the files of a folder export. */
async function exportsOf(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  const sources = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts') && path.basename(file) !== 'resource.ts')
      .map((file) => readFile(`${folder}/${file}`, 'utf8')),
  )
  const declared = sources.flatMap((source) => [...source.matchAll(EXPORTED)])
  return declared.map(([, name = '']) => name).filter((name) => !/^[A-Z_]+$/.test(name))
}
