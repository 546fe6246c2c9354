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

const answerSchema = z.object({ id: idField })

export const acceptMineAction = userAction(answerSchema, async (user, { id }) => {
  const invitation = await mine(user, id)
  await acceptInvitation(user, invitation)
  return redirectTo(`/${invitation.org.slug}/dashboard`)
})

export const declineMineAction = userAction(answerSchema, async (user, { id }) => {
  await declineInvitation(user, await mine(user, id))
  return 'Invitation declined.'
})

async function mine(user: User, id: string) {
  const invitation = (await listMyInvitations(user)).find((waiting) => waiting.id === id)
  if (!invitation) throw new AppError('not_found', 'This invitation is not open any more.')
  return invitation
}
