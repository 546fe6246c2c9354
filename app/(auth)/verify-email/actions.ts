'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { setSessionCookie } from '@/lib/auth/guards'
import { verifyEmail } from '@/lib/auth/sign-up'
import { passwordField } from '@/lib/fields'
import { homeOf } from '@/lib/orgs/guards'
import { goTo } from '@/lib/orgs/redirect-to'
import { safePath } from '@/lib/tenancy/paths'

const verifyEmailSchema = z.object({ token: z.string(), password: passwordField })

export const verifyEmailAction = publicAction(
  verifyEmailSchema,
  async ({ token, password }, { client }) => {
    const { user, session, returnTo } = await verifyEmail(token, password, client)
    await setSessionCookie(session)
    return goTo(safePath(returnTo) ?? (await homeOf(user)))
  },
)
