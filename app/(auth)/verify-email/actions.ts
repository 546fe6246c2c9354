'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { setSessionCookie } from '@/lib/auth/guards'
import { verifyEmail } from '@/lib/auth/sign-up'
import { passwordField } from '@/lib/fields'
import { landingPath } from '@/lib/orgs/guards'
import { safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

const verifyEmailSchema = z.object({ token: z.string(), password: passwordField })

export const verifyEmailAction = publicAction(
  verifyEmailSchema,
  async ({ token, password }, caller) => {
    const { user, session, returnTo } = await verifyEmail(token, password, caller)
    await setSessionCookie(session, user)
    return redirectTo(safePath(returnTo) ?? (await landingPath(user)))
  },
)
