'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { enter } from '@/lib/auth/cookies'
import { refuseDemoPassword } from '@/lib/auth/guards'
import { signIn } from '@/lib/auth/sign-in'
import { emailField, passwordField } from '@/lib/fields'
import { safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

const signInSchema = z.object({
  email: emailField,
  password: passwordField,
  next: z.string().optional(),
})

export const signInAction = publicAction(signInSchema, async ({ next, ...credentials }, caller) => {
  await refuseDemoPassword(credentials.password)
  const signedIn = await signIn(credentials, caller)
  return redirectTo(await enter(signedIn, safePath(next)))
})
