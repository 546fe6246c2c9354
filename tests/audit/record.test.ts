import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOrg, asSystem } from '@/db/doors'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { inWords } from '@/lib/audit/in-words'
import { type AuditAction, record } from '@/lib/audit/record'
import type { User } from '@/lib/auth/accounts'
import { acceptInvitation, declineInvitation } from '@/lib/orgs/answer-invitation'
import { inviteMembers } from '@/lib/orgs/invite-members'
import { createOrg as create } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import {
  archiveProject,
  createProject,
  deleteProject,
  listProjects,
  renameProject,
  restoreProject,
} from '@/lib/projects/projects'
import {
  createOrg,
  createUser,
  newClient,
  type TestOrg,
  uniqueEmail,
  uniqueSlug,
} from '../factories'
import { invite } from '../orgs/invite'

type Change = {
  action: AuditAction
  data: Record<string, string>
  actor: User
  run: () => Promise<unknown>
  /** Finds the org that was changed, if it is a new one. */
  org?: () => Promise<{ id: string } | null>
}

/** Every service that changes something of an org. */
const MUTATIONS: Record<string, (acme: TestOrg) => Promise<Change>> = {
  createOrg: async () => {
    const actor = await createUser('Grace')
    const slug = uniqueSlug()
    const run = () => create(actor, { name: 'Initech', slug })
    const org = () => findScope(actor, { slug }).then((scope) => scope?.org ?? null)
    return { action: 'org.create', data: { name: 'Initech' }, actor, run, org }
  },
  inviteMembers: async (acme) => {
    const member = await acme.join('member')
    const email = uniqueEmail()
    const run = () => inviteMembers(member, { emails: [email], role: 'member' }, newClient())
    return { action: 'invitation.create', data: { email, role: 'member' }, actor: member.user, run }
  },
  acceptInvitation: async (acme) => {
    const actor = await createUser('Bob')
    const invitation = await invite(acme, actor, 'admin')
    const run = () => acceptInvitation(actor, invitation)
    return { action: 'invitation.accept', data: { email: actor.email, role: 'admin' }, actor, run }
  },
  declineInvitation: async (acme) => {
    const actor = await createUser('Bob')
    const invitation = await invite(acme, actor)
    const run = () => declineInvitation(actor, invitation)
    return {
      action: 'invitation.decline',
      data: { email: actor.email, role: 'member' },
      actor,
      run,
    }
  },
  createProject: async (acme) => {
    const member = await acme.join('member')
    const run = () => createProject(member, { name: 'Moonshot' })
    return { action: 'project.create', data: { name: 'Moonshot' }, actor: member.user, run }
  },
  renameProject: onProject('project.rename', 'Mars', (scope, id) =>
    renameProject(scope, id, 'Mars'),
  ),
  archiveProject: onProject('project.archive', 'Moonshot', archiveProject),
  restoreProject: onProject('project.restore', 'Moonshot', restoreProject),
  deleteProject: onProject('project.delete', 'Moonshot', deleteProject),
}

const NOT_MUTATIONS = [
  // Parts of the mutations above.
  ...['addMember', 'authorize', 'lockOrg'],
  // Makes an account, and changes nothing of the org.
  'joinByInvitation',
  // Pure, or wrappers.
  ...['homePath', 'may', 'isOpen', 'isSlug', 'numberedSlug', 'proposeSlug', 'orgAction'],
]

// By the names of services: these only read.
const READS = /^(find|list|get|require)[A-Z]/

test('every service that changes something of an org is in the table', async () => {
  const exported = [...(await functionsIn('lib/orgs')), ...(await functionsIn('lib/projects'))]
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

function onProject(
  action: AuditAction,
  name: string,
  run: (scope: TestOrg['admin'], id: string) => Promise<void>,
) {
  return async ({ admin }: TestOrg): Promise<Change> => {
    await createProject(admin, { name: 'Moonshot' })
    const [project] = await listProjects(admin)
    if (!project) throw new Error('The project is missing.')
    return { action, data: { name }, actor: admin.user, run: () => run(admin, project.id) }
  }
}

function logOf(org: { id: string }) {
  return asSystem('test', (tx) =>
    tx
      .select()
      .from(auditLogs)
      .where(eq(auditLogs.orgId, org.id))
      .orderBy(asc(auditLogs.createdAt), asc(auditLogs.id)),
  )
}

async function functionsIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.tsx?$/.test(file))
  const modules = await Promise.all(files.map((file) => import(path.resolve(folder, file))))
  return modules.flatMap((module: Record<string, unknown>) =>
    Object.keys(module).filter((name) => typeof module[name] === 'function'),
  )
}
