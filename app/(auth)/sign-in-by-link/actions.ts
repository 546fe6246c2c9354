'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { enter } from '@/lib/auth/cookies'
import { signInByLink } from '@/lib/email-links/sign-in-link'
import { safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

export const signInByLinkAction = publicAction(
  z.object({ token: z.string() }),
  async ({ token }, caller) => {
    const { returnTo, ...signedIn } = await signInByLink(token, caller)
    return redirectTo(await enter(signedIn, safePath(returnTo)))
  },
)
