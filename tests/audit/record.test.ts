import { readdir, readFile } from 'node:fs/promises'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOrg, asSystem } from '@/db/doors'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { inWords } from '@/lib/audit/in-words'
import { type AuditAction, record } from '@/lib/audit/record'
import { createOrg } from '../factories'
import { MUTATIONS } from '../orgs/mutations'

const NOT_MUTATIONS = [
  // Parts of the mutations above.
  ...['addMember', 'authorize', 'lockOrg'],
  // Makes an account, and changes nothing of the org.
  'joinByInvitation',
  // Pure, or wrappers, or no functions.
  ...['homePath', 'may', 'isOpen', 'isSlug', 'numberedSlug', 'proposeSlug', 'orgAction'],
  ...['orgMails', 'slugField'],
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
    const { action, data, actor, run, org } = await set(acme)
    const before = { acme: await logOf(acme), globex: await logOf(globex) }

    await run()

    const created = await org?.()
    const [entry, ...more] = (await logOf(created ?? acme)).slice(created ? 0 : before.acme.length)
    expect(more).toEqual([])
    expect(entry).toMatchObject({ action, data, actorId: actor.id, actorName: actor.name })
    if (created) expect(await logOf(acme)).toEqual(before.acme)
    expect(await logOf(globex)).toEqual(before.globex)
  },
)

// Written out a second time, so that the compiler misses an action that is added.
const ACTIONS: Record<AuditAction, true> = {
  'org.create': true,
  'invitation.create': true,
  'invitation.accept': true,
  'invitation.decline': true,
  'project.create': true,
  'project.rename': true,
  'project.archive': true,
  'project.restore': true,
  'project.delete': true,
}

test('every action is written by a service, and has words', async () => {
  const acme = await createOrg()
  const changes = await Promise.all(Object.values(MUTATIONS).map((set) => set(acme)))

  expect(changes.map(({ action }) => action).sort()).toEqual(Object.keys(ACTIONS).sort())
  const words = changes.map(inWords)
  for (const sentence of words) expect(sentence).toMatch(/^[a-z]+ .*[^ .]$/)
  expect(words.join()).not.toContain('undefined')
  expect(new Set(words).size).toBe(words.length)
})

test('an entry goes away with the change that fails after it', async () => {
  const acme = await createOrg()
  const before = await logOf(acme)

  const attempt = asOrg(acme.admin, async (tx) => {
    await record(tx, acme.admin, 'project.delete', { name: 'Moonshot' })
    throw new Error('too late')
  })

  await expect(attempt).rejects.toThrow('too late')
  expect(await logOf(acme)).toEqual(before)
})

function logOf(org: { id: string }) {
  return asSystem('test', (tx) =>
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
