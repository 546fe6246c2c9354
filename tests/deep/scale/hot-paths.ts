import { exportActivity } from '@/lib/audit/export-activity'
import { type ActivityFilters, listActivity } from '@/lib/audit/list-activity'
import { listActors } from '@/lib/audit/list-actors'
import { findSession } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { signToken } from '@/lib/auth/tokens'
import { orgMails } from '@/lib/orgs/emails'
import { listPendingInvitations } from '@/lib/orgs/invitations'
import { listMembers, type MemberQuery } from '@/lib/orgs/memberships'
import { createOrg, listDeletedOrgs, listOrgs, recordUse, searchOrgs } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { findInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import { findOrgSession, findScope, type OrgScope } from '@/lib/orgs/scope'
import { countProjects, listProjects, listRecentProjects } from '@/lib/projects/projects'
import { throttleFailures } from '@/lib/throttle/throttle'

/** An inserted admin, in the org that is measured. */
export type Person = { scope: OrgScope; session: string; invitation: string }

type Path = (person: Person) => Promise<unknown>

/** Reads of requests, and jobs that search all orgs. Writes are in `MUTATIONS`. */
export const HOT_PATHS: Record<string, Path> = {
  'the session of a request': (person) => findSession(callerOf(person)),
  'the session and the org of a page': (person) =>
    findOrgSession(callerOf(person), { slug: person.scope.org.slug }),
  'the session and an unknown slug': (person) =>
    findOrgSession(callerOf(person), { slug: 'no-org' }),
  'the session and the org of an action': (person) =>
    findOrgSession(callerOf(person), { id: person.scope.org.id }),
  'signing in': ({ scope: { user } }) =>
    signIn({ email: user.email, password: 'wrong' }, user).catch(() => {}),
  'counting an attempt': ({ scope: { user } }) =>
    throttleFailures('sign-in', { email: user.email, ipAddress: user.ipAddress }, async () => {}),
  'the org of an invitation': ({ scope: { user, org } }) => findScope(user, { id: org.id }),
  'my orgs': ({ scope }) => listOrgs(scope.user),
  'my orgs, the last used first': ({ scope }) => searchOrgs(scope.user, { sort: 'use' }),
  'my orgs, searched': ({ scope }) => searchOrgs(scope.user, { search: 'rg 1' }),
  'my orgs after the last page': ({ scope }) => searchOrgs(scope.user, { page: 9 }),
  'the use of an org': ({ scope }) => recordUse(scope),
  'my deleted orgs': ({ scope }) => listDeletedOrgs(scope.user),
  'my invitations': ({ scope }) => listMyInvitations(scope.user),
  'the invitation of a link': ({ invitation }) =>
    findInvitation(signToken('invitation', invitation)),
  'the mail of an invitation': async ({ invitation }) => {
    const data = { id: invitation, version: 1, orgName: '', inviterName: '' }
    const rest = { role: 'member', expiresAt: '2100-01-01' } as const
    await orgMails.invitation.compose({ ...data, ...rest }, new Date())
  },
  'the delivery of an invitation': async ({ invitation }) => {
    const data = { id: invitation, version: 1, orgName: '', inviterName: '' }
    const rest = { role: 'member', expiresAt: '2100-01-01' } as const
    await orgMails.invitation.recordAttempt?.({ ...data, ...rest }, { succeeded: true })
  },
  'pending invitations': ({ scope }) => listPendingInvitations(scope),
  members: members({}),
  'members, searched': members({ search: 'son 1' }),
  'members by role, the second page': members({ sort: 'role', page: 2 }),
  'members, the latest first': members({ sort: 'joined', descending: true }),
  'members after the last page': members({ page: 9 }),
  projects: ({ scope }) => listProjects(scope),
  'projects, searched': ({ scope }) => listProjects(scope, { search: 'ct 1' }),
  'projects, the second page': ({ scope }) => listProjects(scope, { page: 2 }),
  'archived projects': ({ scope }) => listProjects(scope, { status: 'archived' }),
  'the counts of projects': ({ scope }) => countProjects(scope),
  'recent projects': ({ scope }) => listRecentProjects(scope, 6),
  activity: activity({}),
  'activity of a day': activity({ from: '2024-02-01', to: '2024-02-01' }),
  'activity with an action': activity({ action: 'project.delete' }),
  'activity of two people': ({ scope }) =>
    activity({ actors: [scope.user, scope.user] })({ scope }),
  'activity, exported': async ({ scope }) => {
    await new Response(await exportActivity(scope, {})).text()
  },
  'people in the activity': ({ scope }) => listActors(scope, 'person 1'),
  'a person in the activity': ({ scope }) => listActors(scope, scope.user.id),
  'a slug that is taken': ({ scope: { user, org } }) =>
    createOrg(user, { name: 'Acme', slug: org.slug }).catch(() => {}),
  'orgs to purge': () => purgeOrgs(),
}

const callerOf = ({ session, scope }: Person) => ({ session, ipAddress: scope.user.ipAddress })

function members(query: MemberQuery): Path {
  return ({ scope }) => listMembers(scope, query)
}

function activity(filters: ActivityFilters) {
  return async ({ scope }: Pick<Person, 'scope'>) => {
    const before = { createdAt: new Date('2024-02-01T12:00Z'), id: scope.user.id }
    await listActivity(scope, { ...filters, limit: 50 })
    await listActivity(scope, { ...filters, before, limit: 50 })
  }
}
