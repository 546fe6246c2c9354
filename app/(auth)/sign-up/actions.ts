'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { lastMail, setLastMail } from '@/lib/auth/cookies'
import { resendSignUp, signUp } from '@/lib/auth/sign-up'
import { AppError } from '@/lib/errors'
import { emailField, nameField, newPasswordField } from '@/lib/fields'
import { paths, safePath } from '@/lib/tenancy/paths'

const signUpSchema = z.object({
  name: nameField('your name'),
  email: emailField,
  password: newPasswordField,
  returnTo: z.string().optional(),
})

export const signUpAction = publicAction(signUpSchema, async (input, caller) => {
  const returnTo = safePath(input.returnTo)
  const signUpId = await signUp({ ...input, returnTo }, caller)
  await setLastMail({ email: input.email, signUpId })
  redirect(paths.checkSignUpMail(returnTo))
})

export const resendSignUpAction = publicAction(z.object({}), async (_, caller) => {
  const signUpId = (await lastMail())?.signUpId
  if (!signUpId) throw new AppError('not_found', 'This sign-up is no longer open. Sign up again.')
  await resendSignUp(signUpId, caller)
  return 'Email sent again.'
})
