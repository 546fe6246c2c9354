import type { Actor } from '@/lib/auth/accounts'
import { env } from '@/lib/env'
import { inviteMembers, listPendingInvitations } from '@/lib/orgs/invitations'
import { createOrg } from '@/lib/orgs/orgs'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import { ROLES, type Role } from '@/lib/orgs/roles'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { archiveProject, createProject, listProjects } from '@/lib/projects/projects'
import { addTask, listTasks } from '@/lib/projects/tasks'
import { backdate } from './backdate'
import { entriesOf } from './entries-of'
import type { OrgPlan } from './org-plan'
import { otherNetwork } from './people'

const INVITATIONS_AT_ONCE = 50

/** Skips what exists, so that a seed that was stopped halfway can run again. Returns the scope of the admin. */
export async function seedOrg(plan: OrgPlan): Promise<OrgScope> {
  const { name, slug, admin, members, projects, invitations } = plan
  const scope = (await findScope(admin, { slug })) ?? (await createOrg(admin, { name, slug }))
  for (const role of ROLES) {
    const people = members.filter((member) => member.role === role).map(({ person }) => person)
    await addMembers(scope, people, role)
  }
  for (const project of projects) await addProject(scope, project)
  await invite(
    scope,
    invitations.map(({ email }) => email),
  )
  const mailed = invitations.filter(({ isMailed }) => isMailed).map(({ email }) => email)
  await backdate(scope.org.id, entriesOf(plan), mailed)
  return scope
}

async function addMembers(scope: OrgScope, people: Actor[], role: Role) {
  const atOnce = Math.min(INVITATIONS_AT_ONCE, env().MAX_PENDING_INVITATIONS)
  for (let first = 0; first < people.length; first += atOnce) {
    const some = people.slice(first, first + atOnce)
    const { user } = scope
    const ipAddress = otherNetwork(user.ipAddress, first / atOnce)
    await invite(
      { ...scope, user: { ...user, ipAddress } },
      some.map(({ email }) => email),
      role,
    )
    const pending = new Map(
      (await listPendingInvitations(scope)).map((invitation) => [invitation.email, invitation]),
    )
    for (const person of some) {
      const invitation = pending.get(person.email)
      if (invitation) await acceptInvitation(person, { id: invitation.id, org: scope.org })
    }
  }
}

// An expired invitation stays pending, and inviting its email again would replace it.
async function invite(scope: OrgScope, emails: string[], role: Role = 'member') {
  const pending = (await listPendingInvitations(scope)).map(({ email }) => email)
  const fresh = emails.filter((email) => !pending.includes(email))
  if (fresh.length) await inviteMembers(scope, { emails: fresh, role })
}

async function addProject(scope: OrgScope, plan: OrgPlan['projects'][0]) {
  const { name, creator, archivedAt, tasks = [] } = plan
  // Services read the role of the creator themselves.
  const acting = { ...scope, user: creator }
  const { projects } = await listProjects(acting, { search: name })
  const found = projects.find((project) => project.name === name)
  const id = found?.id ?? (await createProject(acting, { name }))
  const existing = (await listTasks(acting, id)).tasks.map(({ title }) => title)
  for (const title of tasks) if (!existing.includes(title)) await addTask(acting, id, title)
  if (archivedAt && !found?.archivedAt) await archiveProject(acting, id)
}
