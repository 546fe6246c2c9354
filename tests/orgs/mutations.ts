import type { AuditAction } from '@/lib/audit/record'
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
import { createUser, newClient, type TestOrg, uniqueEmail, uniqueSlug } from '../factories'
import { invite } from './invite'

export type Change = {
  action: AuditAction
  data: Record<string, string>
  actor: User
  run: () => Promise<unknown>
  /** Finds the org that was changed, if it is a new one. */
  org?: () => Promise<{ id: string } | null>
}

/** Every service that changes something of an org. */
export const MUTATIONS: Record<string, (acme: TestOrg) => Promise<Change>> = {
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
