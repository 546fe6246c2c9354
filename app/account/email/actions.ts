'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import {
  cancelEmailChange,
  confirmEmailChange,
  requestEmailChange,
  resendEmailChange,
} from '@/lib/account/email-change'
import { userAction } from '@/lib/auth/actions'
import { setDeviceCookie } from '@/lib/auth/cookies'
import { currentCaller } from '@/lib/auth/guards'
import { confirmationFields, emailField } from '@/lib/fields'
import { paths, withQuery } from '@/lib/tenancy/paths'

const emailSchema = z.object({ email: emailField, ...confirmationFields })

export const requestEmailChangeAction = userAction(emailSchema, async (user, input) => {
  await requestEmailChange(user, input, await currentCaller())
  return `Open the link that we sent to ${input.email}.`
})

export const resendEmailChangeAction = userAction(z.object({}), async (user) => {
  await resendEmailChange(user)
  return 'Email sent again.'
})

export const cancelEmailChangeAction = userAction(z.object({}), async (user) => {
  await cancelEmailChange(user, await currentCaller())
  return 'Change cancelled.'
})

const confirmSchema = z.object({ token: z.string() })

export const confirmEmailChangeAction = userAction(confirmSchema, async (user, { token }) => {
  await setDeviceCookie(await confirmEmailChange(user, token, await currentCaller()))
  redirect(withQuery(paths.account, { notice: 'email' }))
})
