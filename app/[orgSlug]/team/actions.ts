'use server'

import { z } from 'zod'
import { emailsField } from '@/lib/fields'
import { orgAction } from '@/lib/orgs/action'
import { inviteMembers } from '@/lib/orgs/invite-members'
import { ROLES } from '@/lib/orgs/permissions'

const inviteSchema = z.object({
  emails: emailsField,
  role: z.enum(ROLES, 'Choose a role.'),
})

export const inviteMembersAction = orgAction(inviteSchema, async (scope, input, caller) => {
  await inviteMembers(scope, input, caller.client)
  return input.emails.length === 1 ? 'Invitation sent.' : `${input.emails.length} invitations sent.`
})
