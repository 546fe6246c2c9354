'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { endSession } from '@/lib/auth/cookies'
import { currentCaller } from '@/lib/auth/guards'
import { confirmationFields } from '@/lib/fields'
import { deleteAccount } from '@/lib/leaving/delete-account'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'

const deleteAccountSchema = z.object({
  confirmation: z.string('Type your email.').trim().toLowerCase(),
  ...confirmationFields,
})

export const deleteAccountAction = userAction(deleteAccountSchema, async (user, input) => {
  await deleteAccount(user, input, await currentCaller())
  await endSession()
  redirect(appUrl(paths.signIn({ notice: 'deleted' })))
})
