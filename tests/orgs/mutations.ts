import type { AuditAction } from '@/lib/audit/record'
import type { Actor } from '@/lib/auth/accounts'
import {
  inviteMembers,
  listPendingInvitations,
  resendInvitation,
  revokeInvitation,
} from '@/lib/orgs/invitations'
import { handOver, leaveOrg, makeAdmin, makeMember, removeMember } from '@/lib/orgs/memberships'
import { createOrg as create, deleteOrg, restoreOrg, updateOrg } from '@/lib/orgs/orgs'
import { acceptInvitation, declineInvitation } from '@/lib/orgs/received-invitations'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import {
  archiveProject,
  createProject,
  deleteProject,
  listProjects,
  renameProject,
  restoreProject,
} from '@/lib/projects/projects'
import {
  addTask,
  assignTask,
  completeTask,
  deleteTask,
  listTasks,
  reopenTask,
} from '@/lib/projects/tasks'
import { createUser, type TestOrg, uniqueEmail, uniqueSlug } from '../factories'
import { invite } from './invite'

export type Change = {
  action: AuditAction
  data: Record<string, string>
  actor: Actor
  /** What it was done to, once it is done. */
  subject: () => Promise<string | undefined>
  run: () => Promise<unknown>
  /** The same by anybody else, with the same ids. */
  by: (scope: OrgScope) => Promise<unknown>
  /** Finds the org that was changed, if it is a new one. */
  org?: () => Promise<{ id: string } | undefined>
}

/** Every service that changes something of an org. */
export const MUTATIONS: Record<string, (acme: TestOrg) => Promise<Change>> = {
  createOrg: async (acme) => {
    const user = await createUser('Grace')
    const slug = uniqueSlug()
    const org = async () => (await findScope(user, { slug }))?.org
    const created = change(
      { ...acme.admin, user },
      { action: 'org.create', data: { name: 'Initech' } },
      async () => (await org())?.id,
      (scope) => create(scope.user, { name: 'Initech', slug }),
    )
    return { ...created, org }
  },
  updateOrg: async ({ id, admin }) => {
    const data = { name: 'Initech', slug: uniqueSlug() }
    return change(admin, { action: 'org.update', data }, id, (scope) => updateOrg(scope, data))
  },
  deleteOrg: async ({ id, admin }) =>
    change(admin, { action: 'org.delete', data: { name: admin.org.name } }, id, (scope) =>
      deleteOrg(scope, admin.org.slug),
    ),
  restoreOrg: async ({ id, admin }) => {
    await deleteOrg(admin, admin.org.slug)
    const entry = { action: 'org.restore', data: { name: admin.org.name } } as const
    return change(admin, entry, id, ({ user }) => restoreOrg(user, id))
  },
  makeAdmin: onMember('membership.make_admin', 'member', makeAdmin),
  makeMember: onMember('membership.make_member', 'admin', makeMember),
  handOver: onMember('org.hand_over', 'member', handOver),
  removeMember: onMember('membership.delete', 'member', removeMember),
  leaveOrg: async (acme) => {
    const member = await acme.join('member')
    const { id, name } = member.user
    return change(member, { action: 'membership.leave', data: { name } }, id, leaveOrg)
  },
  inviteMembers: async (acme) => {
    const member = await acme.join('member')
    const email = uniqueEmail()
    return change(
      member,
      { action: 'invitation.create', data: { email, role: 'member' } },
      async () => (await listPendingInvitations(acme.admin)).find((one) => one.email === email)?.id,
      (scope) => inviteMembers(scope, { emails: [email], role: 'member' }),
    )
  },
  resendInvitation: onInvitation('invitation.resend', resendInvitation),
  revokeInvitation: onInvitation('invitation.revoke', revokeInvitation),
  acceptInvitation: onMine('invitation.accept', 'admin', acceptInvitation),
  declineInvitation: onMine('invitation.decline', 'member', declineInvitation),
  createProject: async (acme) =>
    change(
      await acme.join('member'),
      { action: 'project.create', data: { name: 'Moonshot' } },
      async () => (await listProjects(acme.admin)).projects[0]?.id,
      (scope) => createProject(scope, { name: 'Moonshot' }),
    ),
  renameProject: onProject('project.rename', 'Mars', (scope, id) =>
    renameProject(scope, id, 'Mars'),
  ),
  archiveProject: onProject('project.archive', 'Moonshot', archiveProject),
  restoreProject: onProject('project.restore', 'Moonshot', restoreProject),
  deleteProject: onProject('project.delete', 'Moonshot', deleteProject),
  addTask: async (acme) => {
    const projectId = await createProject(acme.admin, { name: 'Moonshot' })
    return change(
      await acme.join('member'),
      { action: 'task.create', data: { title: 'Launch' } },
      async () => (await listTasks(acme.admin, projectId)).tasks[0]?.id,
      (scope) => addTask(scope, projectId, 'Launch'),
    )
  },
  completeTask: onTask('task.complete', completeTask),
  reopenTask: onTask('task.reopen', reopenTask),
  assignTask: onTask('task.assign', (scope, id) => assignTask(scope, id, null)),
  deleteTask: onTask('task.delete', deleteTask),
}

/** Whose caller names nothing but the org: with ids of another org there is nothing to try. */
export const WITHOUT_IDS = [
  ...['createOrg', 'updateOrg', 'deleteOrg', 'leaveOrg', 'inviteMembers', 'createProject'],
]

/** A new person's to begin with, or an invited person's: no members yet. */
export const FROM_OUTSIDE = ['createOrg', 'acceptInvitation', 'declineInvitation']

/** Written out a second time: what a member may do is never an accident. */
export const ADMINS_ONLY = [
  ...['updateOrg', 'deleteOrg', 'restoreOrg', 'makeAdmin', 'makeMember', 'handOver'],
  ...['removeMember', 'resendInvitation', 'revokeInvitation', 'deleteProject'],
]

export const without = (...names: string[]) =>
  Object.entries(MUTATIONS).filter(([name]) => !names.includes(name))

function change(
  actor: OrgScope,
  entry: Pick<Change, 'action' | 'data'>,
  subject: string | Change['subject'],
  by: Change['by'],
): Change {
  const done = typeof subject === 'string' ? async () => subject : subject
  return { ...entry, actor: actor.user, subject: done, run: () => by(actor), by }
}

type OnId = (scope: OrgScope, id: string) => Promise<unknown>

function onMember(action: AuditAction, role: 'admin' | 'member', run: OnId) {
  return async (acme: TestOrg) => {
    const { id, name } = (await acme.join(role)).user
    return change(acme.admin, { action, data: { name } }, id, (scope) => run(scope, id))
  }
}

function onInvitation(action: AuditAction, run: OnId) {
  return async (acme: TestOrg) => {
    const email = uniqueEmail()
    const { id } = await invite(acme, { email })
    return change(acme.admin, { action, data: { email } }, id, (scope) => run(scope, id))
  }
}

function onMine(action: AuditAction, role: 'admin' | 'member', run: typeof acceptInvitation) {
  return async (acme: TestOrg) => {
    const user = await createUser('Bob')
    const invitation = await invite(acme, user, role)
    const entry = { action, data: { email: user.email, role } }
    return change({ ...acme.admin, user }, entry, invitation.id, (scope) =>
      run(scope.user, invitation),
    )
  }
}

function onProject(action: AuditAction, name: string, run: OnId) {
  return async ({ admin }: TestOrg) => {
    const id = await createProject(admin, { name: 'Moonshot' })
    return change(admin, { action, data: { name } }, id, (scope) => run(scope, id))
  }
}

function onTask(action: AuditAction, run: OnId) {
  return async ({ admin }: TestOrg) => {
    const projectId = await createProject(admin, { name: 'Moonshot' })
    const id = await addTask(admin, projectId, 'Launch')
    return change(admin, { action, data: { title: 'Launch' } }, id, (scope) => run(scope, id))
  }
}
