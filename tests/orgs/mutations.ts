import { expect } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/audit/describe-activity'
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
import { PERMISSIONS } from '@/lib/orgs/permissions'
import { acceptInvitation, declineInvitation } from '@/lib/orgs/received-invitations'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { loadService } from '../attack/call-service'
import { examplesFor, fillResources, idsUsedBy, isOfResource } from '../attack/load-examples'
import { namedAfter, READS, type Service, services, takes } from '../attack/services'
import { contentsOf } from '../contents'
import { createUser, type TestOrg, uniqueEmail, uniqueSlug } from '../factories'
import { invite } from './invite'

export type Change = {
  actor: Actor
  run: () => Promise<unknown>
  /** Runs the same change with the same ids as another caller. */
  by: (scope: OrgScope) => Promise<unknown>
  /** What the entry in the audit log must match. Called after the change, with the entry. */
  expectedEntry: (entry?: Entry) => Promise<object>
  /** Finds the org that was changed, if it is a new one. */
  org?: () => Promise<{ id: string } | undefined>
}

type Entry = { action: string; subjectId: string; data: Record<string, string> }

type Prepare = (acme: TestOrg) => Promise<Change>

/** The mutations of lib/orgs. */
export const ORG_MUTATIONS: Record<string, Prepare> = {
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
  acceptInvitation: onOwnInvitation('invitation.accept', 'admin', acceptInvitation),
  declineInvitation: onOwnInvitation('invitation.decline', 'member', declineInvitation),
}

const ofResources = services.filter(
  (service) =>
    isOfResource(service.path) &&
    takes(service, 'OrgScope') &&
    !takes(service, 'Tx') &&
    !READS.test(service.name),
)

/** Every service that changes something in an org, with the preparation of one change. */
export const MUTATIONS: Record<string, Prepare> = {
  ...ORG_MUTATIONS,
  ...Object.fromEntries(ofResources.map((service) => [service.name, onResource(service)])),
}

/** Services that take no id: an id of another org cannot be passed. */
export const WITHOUT_IDS = [
  ...['createOrg', 'updateOrg', 'deleteOrg', 'leaveOrg', 'inviteMembers'],
  ...namesOf(ofResources, (service) => examplesFor(service).every((one) => !idsUsedBy(one).length)),
]

/** The caller is not a member yet. */
export const BY_NON_MEMBERS = ['createOrg', 'acceptInvitation', 'declineInvitation']

/** Written out a second time for the org itself: a change of what a member can do is never an accident. */
export const ADMINS_ONLY = [
  ...['updateOrg', 'deleteOrg', 'restoreOrg', 'makeAdmin', 'makeMember', 'handOver'],
  ...['removeMember', 'resendInvitation', 'revokeInvitation'],
  ...namesOf(ofResources, ({ permissions }) =>
    permissions.every((one) => !PERMISSIONS[one].includes('member')),
  ),
]

export const without = (...names: string[]) =>
  Object.entries(MUTATIONS).filter(([name]) => !names.includes(name))

function namesOf(list: Service[], matches: (service: Service) => boolean) {
  return list.filter(matches).map(({ name }) => name)
}

function change(
  actor: OrgScope,
  entry: { action: AuditAction; data: Record<string, string> },
  subject: string | (() => Promise<string | undefined>),
  by: Change['by'],
): Change {
  const subjectId = typeof subject === 'string' ? async () => subject : subject
  const expectedEntry = async () => ({ ...entry, subjectId: await subjectId() })
  return { actor: actor.user, run: () => by(actor), by, expectedEntry }
}

type OnId = (scope: OrgScope, id: string) => Promise<unknown>

function onMember(action: AuditAction, role: 'admin' | 'member', run: OnId): Prepare {
  return async (acme) => {
    const { id, name } = (await acme.join(role)).user
    return change(acme.admin, { action, data: { name } }, id, (scope) => run(scope, id))
  }
}

function onInvitation(action: AuditAction, run: OnId): Prepare {
  return async (acme) => {
    const email = uniqueEmail()
    const { id } = await invite(acme, { email })
    return change(acme.admin, { action, data: { email } }, id, (scope) => run(scope, id))
  }
}

function onOwnInvitation(
  action: AuditAction,
  role: 'admin' | 'member',
  run: typeof acceptInvitation,
): Prepare {
  return async (acme) => {
    const user = await createUser('Bob')
    const invitation = await invite(acme, user, role)
    const entry = { action, data: { email: user.email, role } }
    return change({ ...acme.admin, user }, entry, invitation.id, (scope) =>
      run(scope.user, invitation),
    )
  }
}

function onResource(service: Service): Prepare {
  return async (acme) => {
    const member = await acme.join('member')
    const ids = { userId: member.user.id, ...(await fillResources(acme.admin)) }
    const [example = () => []] = examplesFor(service)
    const run = await loadService(service)
    const by = (scope: OrgScope) => run(scope, ...example(ids))
    const before = await textsIn(acme)
    return {
      actor: acme.admin.user,
      run: () => by(acme.admin),
      by,
      expectedEntry: async (entry) => {
        const after = await textsIn(acme)
        const isDeleted = !after.has(entry?.subjectId)
        const known = isDeleted ? before : after
        const people = [acme.admin, member].map(({ user }) => user.name)
        return {
          action: expect.toBeOneOf(actionsOf(service)),
          subjectId: expect.toBeOneOf([...known]),
          data: expect.toSatisfy((data: object) =>
            Object.values(data).every((text) => known.has(text) || people.includes(text)),
          ),
        }
      },
    }
  }
}

/** The action with the name of the service, or any if none has it. */
function actionsOf({ name }: Service): string[] {
  const named = AUDIT_ACTIONS.filter((action) => action === namedAfter(name))
  return named.length ? named : AUDIT_ACTIONS
}

/** The values in all rows of the org outside its audit log. */
async function textsIn(org: TestOrg): Promise<Set<unknown>> {
  const { 'tenant.audit_logs': _, ...rest } = await contentsOf(org)
  return new Set(
    Object.values(rest)
      .flat()
      .flatMap((row) => Object.values(row as object)),
  )
}
