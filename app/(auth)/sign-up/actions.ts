'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { signUp } from '@/lib/auth/sign-up'
import { emailField, nameField, newPasswordField } from '@/lib/fields'
import { paths, safePath } from '@/lib/tenancy/paths'

const signUpSchema = z.object({
  name: nameField('your name'),
  email: emailField,
  password: newPasswordField,
  returnTo: z.string().optional(),
})

export const signUpAction = publicAction(signUpSchema, async (input, caller) => {
  await signUp({ ...input, returnTo: safePath(input.returnTo) }, caller)
  redirect(paths.checkMail)
})
