import { beforeEach, expect, test } from 'vitest'
import { exportActivity } from '@/lib/audit/export-activity'
import { env } from '@/lib/env'
import { inviteMembers, resendInvitation } from '@/lib/orgs/invitations'
import { removeMember } from '@/lib/orgs/memberships'
import { acceptInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import { createProject, deleteProject } from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg, uniqueEmail } from '../factories'
import { EXPIRED, invite, updateInvitation } from '../orgs/invite'
import { queueLength } from '../queue'

// The free plan has 3 seats and 5 projects.
beforeEach(() => {
  const { PLAN } = env()
  env().PLAN = 'free'
  return () => {
    env().PLAN = PLAN
  }
})

const noSeat = {
  code: 'conflict',
  message:
    'All 3 seats of the plan Free are taken. An admin can remove someone or revoke an invitation.',
}

const noRoom = {
  code: 'conflict',
  field: 'name',
  message: 'All 5 projects of the plan Free are taken. Delete one first.',
}

test('members and open invitations take the seats of their org only', async () => {
  const [acme, globex] = [await createOrg(), await createOrg()]
  const { user } = await acme.join('member')
  await invite(acme, { email: uniqueEmail() })
  const before = { rows: await contentsOf(acme), queue: await queueLength() }

  const refused = invitePerson(acme)

  await expect(refused).rejects.toMatchObject({ ...noSeat, field: 'emails' })
  expect(await contentsOf(acme)).toEqual(before.rows)
  expect(await queueLength()).toBe(before.queue)
  await removeMember(acme.admin, user.id)
  await invitePerson(acme)
  await invitePerson(globex)
})

test('an expired invitation takes a seat again when it is resent', async () => {
  const acme = await createOrg()
  const expired = await invite(acme, { email: uniqueEmail() })
  await updateInvitation(expired, EXPIRED)
  await invitePerson(acme)
  await invitePerson(acme)

  await expect(resendInvitation(acme.admin, expired.id)).rejects.toMatchObject(noSeat)
})

test('an invitation cannot be accepted after the seats became fewer', async () => {
  env().PLAN = 'business'
  const acme = await createOrg()
  for (const role of ['admin', 'member', 'member'] as const) await acme.join(role)
  const user = await createUser('Bob')
  await inviteMembers(acme.admin, { emails: [user.email], role: 'member' })
  const [invitation] = await listMyInvitations(user)
  const before = await contentsOf(acme)
  env().PLAN = 'free'

  await expect(acceptInvitation(user, invitation as never)).rejects.toMatchObject(noSeat)

  expect(await contentsOf(acme)).toEqual(before)
})

test('of 20 projects created at the same time, 5 are', async () => {
  const [acme, globex] = [await createOrg(), await createOrg()]
  const attempts = Array.from({ length: 20 }, (_, index) =>
    createProject(acme.admin, { name: `Moonshot ${index}` }),
  )

  const results = await Promise.allSettled(attempts)

  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason] : [],
  )
  expect(refusals).toHaveLength(15)
  for (const reason of refusals) expect(reason).toMatchObject(noRoom)
  const [created] = results.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  )
  await createProject(globex.admin, { name: 'Apollo' })
  await deleteProject(acme.admin, String(created))
  await createProject(acme.admin, { name: 'Apollo' })
  await expect(createProject(acme.admin, { name: 'Gemini' })).rejects.toMatchObject(noRoom)
})

test('of 20 people invited at the same time, those for whom there is a seat are', async () => {
  const acme = await createOrg()

  const results = await Promise.allSettled(Array.from({ length: 20 }, () => invitePerson(acme)))

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
})

test('the export of activity needs a plan with it', async () => {
  const acme = await createOrg()

  await expect(exportActivity(acme.admin, {})).rejects.toMatchObject({
    code: 'forbidden',
    message: 'The plan Free does not include the export of activity.',
  })

  env().PLAN = 'team'
  expect(await exportActivity(acme.admin, {})).toBeInstanceOf(ReadableStream)
})

const invitePerson = (org: TestOrg) =>
  inviteMembers(org.admin, { emails: [uniqueEmail()], role: 'member' })
