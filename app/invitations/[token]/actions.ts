'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction, userAction } from '@/lib/auth/actions'
import { endSession, enter } from '@/lib/auth/cookies'
import { AppError } from '@/lib/errors'
import { nameField, newPasswordField } from '@/lib/fields'
import {
  acceptInvitation,
  declineInvitation,
  findInvitation,
  signUpByInvitation,
} from '@/lib/orgs/received-invitations'
import { paths, withQuery } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'
import { joinedPath } from '../joined-path'

const invitationSchema = z.object({ token: z.string() })

export const acceptInvitationAction = userAction(invitationSchema, async (user, { token }) => {
  const invitation = await requireInvitation(token)
  await acceptInvitation(user, invitation)
  return redirectTo(joinedPath(invitation.org))
})

export const declineInvitationAction = userAction(invitationSchema, async (user, { token }) => {
  await declineInvitation(user, await requireInvitation(token))
  redirect(withQuery(paths.orgs, { notice: 'declined' }))
})

const joinByInvitationSchema = z.object({
  token: z.string(),
  name: nameField('your name'),
  password: newPasswordField,
})

export const signUpByInvitationAction = publicAction(
  joinByInvitationSchema,
  async ({ token, ...account }, caller) => {
    const { invitation, ...signedIn } = await signUpByInvitation(token, account, caller)
    const path = await enter(signedIn, joinedPath(invitation.org))
    await acceptInvitation({ ...signedIn.user, ipAddress: caller.ipAddress }, invitation)
    return redirectTo(path)
  },
)

export const switchAccountAction = publicAction(invitationSchema, async ({ token }) => {
  await endSession()
  redirect(paths.invitation(token))
})

async function requireInvitation(token: string) {
  const invitation = await findInvitation(token)
  if (!invitation)
    throw new AppError('not_found', 'Invitation not found. Open the link in the newest email.')
  return invitation
}
