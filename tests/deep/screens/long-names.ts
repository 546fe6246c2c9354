import { signToken } from '@/lib/auth/tokens'
import { inviteMembers } from '@/lib/orgs/invitations'
import { createOrg, deleteOrg } from '@/lib/orgs/orgs'
import { listMyInvitations } from '@/lib/orgs/received-invitations'
import { archiveProject, createProject, PROJECTS_PER_PAGE } from '@/lib/projects/projects'
import { addTask, assignTask } from '@/lib/projects/tasks'
import { fillResources, type Ids } from '../../attack/load-examples'
import { join } from '../../attack/target-org'
import { createUser, startSession, uniqueSlug } from '../../factories'

const NAME = 'W'.repeat(100)
const LABEL = 'w'.repeat(60)

/** Creates an org in which every name and email has the greatest length. */
export async function createLongNames() {
  const user = await createUser(NAME, emailOf('admin'))
  const acme = await createOrg(user, { name: NAME, slug: 'w'.repeat(40) })
  const member = await join(acme, 'member', { user: await createUser(NAME, emailOf('member')) })
  await inviteMembers(acme, { emails: [emailOf('guest')], role: 'admin' })

  const ids: Ids = { ...(await fillResources(acme)), orgSlug: acme.org.slug }
  for (let number = 0; number <= PROJECTS_PER_PAGE; number++) {
    ids.projectId = await createProject(acme, { name: NAME })
    if (number % 2) await archiveProject(acme, ids.projectId)
  }
  await assignTask(acme, await addTask(acme, ids.projectId ?? '', NAME), member.user.id)

  const deleted = await createOrg(user, { name: NAME, slug: uniqueSlug() })
  await deleteOrg(deleted, deleted.org.slug)
  const globex = await createOrg(member.user, { name: NAME, slug: uniqueSlug() })
  await inviteMembers(globex, { emails: [user.email], role: 'member' })
  const [invitation] = await listMyInvitations(user)
  ids.token = signToken('invitation', invitation?.id ?? '')
  const { token: admin } = await startSession(user.id)
  const { token: other } = await startSession(member.user.id)
  return { ids, sessions: { admin, member: other, visitor: '' } }
}

const emailOf = (name: string) => `${name.padEnd(64, 'w')}@${LABEL}.${LABEL}.${LABEL}.example`
