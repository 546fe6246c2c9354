'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { enter, setLastMail } from '@/lib/auth/cookies'
import { findSignUp, resendSignUp, verifyEmail } from '@/lib/auth/sign-up'
import { AppError } from '@/lib/errors'
import { passwordField } from '@/lib/fields'
import { findFirstPath } from '@/lib/orgs/landing-page'
import { paths, safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

const verifyEmailSchema = z.object({ token: z.string(), password: passwordField })

export const verifyEmailAction = publicAction(
  verifyEmailSchema,
  async ({ token, password }, caller) => {
    const { returnTo, ...signedIn } = await verifyEmail(token, password, caller)
    const next = safePath(returnTo) ?? (await findFirstPath(signedIn.user))
    return redirectTo(await enter(signedIn, next))
  },
)

export const renewSignUpAction = publicAction(
  z.object({ token: z.string() }),
  async ({ token }, caller) => {
    const signUp = await findSignUp(token)
    if (!signUp) throw new AppError('not_found', 'This link was already used. Sign in instead.')
    await resendSignUp(signUp.id, caller)
    await setLastMail({ email: signUp.email, signUpId: signUp.id })
    redirect(paths.checkSignUpMail())
  },
)
