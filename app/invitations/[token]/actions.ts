'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction, userAction } from '@/lib/auth/actions'
import { endSession } from '@/lib/auth/auth'
import { setSessionCookie } from '@/lib/auth/guards'
import { AppError } from '@/lib/errors'
import { nameField, newPasswordField } from '@/lib/fields'
import {
  acceptInvitation,
  declineInvitation,
  findInvitation,
  joinByInvitation,
} from '@/lib/orgs/received-invitations'
import { paths } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

const answerSchema = z.object({ token: z.string() })

export const acceptAction = userAction(answerSchema, async (user, { token }) => {
  const invitation = await theInvitation(token)
  await acceptInvitation(user, invitation)
  return redirectTo(`/${invitation.org.slug}/dashboard`)
})

export const declineAction = userAction(answerSchema, async (user, { token }) => {
  await declineInvitation(user, await theInvitation(token))
  redirect(paths.orgs)
})

const joinSchema = z.object({
  token: z.string(),
  name: nameField('your name'),
  password: newPasswordField,
})

export const joinAction = publicAction(joinSchema, async ({ token, ...account }, caller) => {
  await setSessionCookie(await joinByInvitation(token, account, caller.ipAddress))
  redirect(paths.invitation(token))
})

export const switchAccountAction = publicAction(answerSchema, async ({ token }) => {
  await endSession()
  redirect(paths.invitation(token))
})

async function theInvitation(token: string) {
  const invitation = await findInvitation(token)
  if (!invitation) throw new AppError('not_found', 'No such invitation.')
  return invitation
}
