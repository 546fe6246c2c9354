'use server'

import { z } from 'zod'
import type { User } from '@/lib/auth/accounts'
import { userAction } from '@/lib/auth/actions'
import { AppError } from '@/lib/errors'
import { idField } from '@/lib/fields'
import {
  acceptInvitation,
  declineInvitation,
  listMyInvitations,
} from '@/lib/orgs/received-invitations'
import { redirectTo } from '@/lib/urls'
import { joinedPath } from './joined-path'

const invitationSchema = z.object({ id: idField })

export const acceptMyInvitationAction = userAction(invitationSchema, async (user, { id }) => {
  const invitation = await requireMyInvitation(user, id)
  await acceptInvitation(user, invitation)
  return redirectTo(joinedPath(invitation.org))
})

export const declineMyInvitationAction = userAction(invitationSchema, async (user, { id }) => {
  await declineInvitation(user, await requireMyInvitation(user, id))
  return 'Invitation declined.'
})

async function requireMyInvitation(user: User, id: string) {
  const invitation = (await listMyInvitations(user)).find((invitation) => invitation.id === id)
  if (!invitation) throw new AppError('not_found', 'This invitation is no longer open.')
  return invitation
}
