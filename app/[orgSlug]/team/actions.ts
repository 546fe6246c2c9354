'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { idField } from '@/lib/fields'
import { emailListField } from '@/lib/org-fields'
import { orgAction } from '@/lib/orgs/actions'
import { inviteMembers, resendInvitation, revokeInvitation } from '@/lib/orgs/invitations'
import { handOver, leaveOrg, makeAdmin, makeMember, removeMember } from '@/lib/orgs/memberships'
import { ROLES } from '@/lib/orgs/roles'
import { paths, withQuery } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'

const inviteMembersSchema = z.object({
  emails: emailListField,
  role: z.enum(ROLES, 'Choose a role.'),
})

export const inviteMembersAction = orgAction(
  inviteMembersSchema,
  async (scope, { role, ...input }) => {
    const { emails, invalid } = input.emails
    const outcomes = [
      ...invalid.map((of) => ({ of, ok: false, text: 'Not a valid email' })),
      ...(emails.length ? await inviteMembers(scope, { emails, role }) : []),
    ]
    const failed = outcomes.filter(({ ok }) => !ok).map(({ of }) => of)
    const invited = outcomes.length - failed.length
    if (!failed.length) return invited === 1 ? 'Invitation sent.' : `${invited} invitations sent.`
    return { outcomes, values: { emails: failed.join('\n'), role }, stale: invited > 0 }
  },
)

const invitationSchema = z.object({ id: idField })

export const resendInvitationAction = orgAction(invitationSchema, async (scope, { id }) => {
  await resendInvitation(scope, id)
  return 'Invitation sent again.'
})

export const revokeInvitationAction = orgAction(invitationSchema, async (scope, { id }) => {
  await revokeInvitation(scope, id)
  return 'Invitation revoked.'
})

const memberSchema = z.object({ userId: idField })

export const makeAdminAction = orgAction(memberSchema, async (scope, { userId }) => {
  return `${await makeAdmin(scope, userId)} is now an admin.`
})

export const makeMemberAction = orgAction(memberSchema, async (scope, { userId }) => {
  const name = await makeMember(scope, userId)
  return userId === scope.user.id ? 'You are now a member.' : `${name} is now a member.`
})

export const removeMemberAction = orgAction(memberSchema, async (scope, { userId }) => {
  await removeMember(scope, userId)
  return 'Member removed.'
})

export const handOverAction = orgAction(memberSchema, async (scope, { userId }) => {
  await handOver(scope, userId)
  return 'Organization handed over.'
})

export const leaveOrgAction = orgAction(z.object({}), async (scope) => {
  await leaveOrg(scope)
  redirect(appUrl(withQuery(paths.orgs, { notice: 'left' })))
})
