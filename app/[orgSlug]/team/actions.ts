'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { emailListField, idField } from '@/lib/fields'
import { orgAction } from '@/lib/orgs/actions'
import { inviteMembers, resendInvitation, revokeInvitation } from '@/lib/orgs/invitations'
import { handOver, leaveOrg, makeAdmin, makeMember, removeMember } from '@/lib/orgs/memberships'
import { ROLES } from '@/lib/orgs/roles'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'

const inviteSchema = z.object({
  emails: emailListField,
  role: z.enum(ROLES, 'Choose a role.'),
})

export const inviteMembersAction = orgAction(inviteSchema, async (scope, { role, ...typed }) => {
  const { emails, invalid } = typed.emails
  const outcomes = [
    ...invalid.map((of) => ({ of, ok: false, text: 'Not an email address' })),
    ...(emails.length ? await inviteMembers(scope, { emails, role }) : []),
  ]
  const failed = outcomes.filter(({ ok }) => !ok).map(({ of }) => of)
  const invited = outcomes.length - failed.length
  if (!failed.length) return invited === 1 ? 'Invitation sent.' : `${invited} invitations sent.`
  return { outcomes, values: { emails: failed.join('\n'), role }, stale: invited > 0 }
})

const anyInvitation = z.object({ id: idField })

export const resendInvitationAction = orgAction(anyInvitation, async (scope, { id }) => {
  await resendInvitation(scope, id)
  return 'Invitation sent again.'
})

export const revokeInvitationAction = orgAction(anyInvitation, async (scope, { id }) => {
  await revokeInvitation(scope, id)
  return 'Invitation revoked.'
})

const anyMember = z.object({ userId: idField })

export const makeAdminAction = orgAction(anyMember, async (scope, { userId }) => {
  await makeAdmin(scope, userId)
  return 'Role changed to admin.'
})

export const makeMemberAction = orgAction(anyMember, async (scope, { userId }) => {
  await makeMember(scope, userId)
  return 'Role changed to member.'
})

export const removeMemberAction = orgAction(anyMember, async (scope, { userId }) => {
  await removeMember(scope, userId)
  return 'Member removed.'
})

export const handOverAction = orgAction(anyMember, async (scope, { userId }) => {
  await handOver(scope, userId)
  return 'Organization handed over.'
})

export const leaveOrgAction = orgAction(z.object({}), async (scope) => {
  await leaveOrg(scope)
  redirect(appUrl(paths.orgs))
})
