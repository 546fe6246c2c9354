'use server'

import { z } from 'zod'
import type { User } from '@/lib/auth/accounts'
import { userAction } from '@/lib/auth/actions'
import { AppError } from '@/lib/errors'
import { idField } from '@/lib/fields'
import { acceptInvitation, declineInvitation } from '@/lib/orgs/answer-invitation'
import { listMyInvitations } from '@/lib/orgs/invitations'
import { redirectTo } from '@/lib/orgs/redirect-to'
import { fullPath } from '@/lib/tenancy/org-paths'

const answerSchema = z.object({ id: idField })

export const acceptMineAction = userAction(answerSchema, async (user, { id }) => {
  const invitation = await mine(user, id)
  await acceptInvitation(user, invitation)
  return redirectTo(fullPath(invitation.org))
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
