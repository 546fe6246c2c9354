'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { enter, forgetPendingSignIn, pendingToken } from '@/lib/auth/cookies'
import { codeField } from '@/lib/fields'
import { paths, safePath } from '@/lib/tenancy/paths'
import { cancelPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import { signInWithCode } from '@/lib/two-factor/sign-in-with-code'
import { redirectTo } from '@/lib/urls'

const codeSchema = z.object({ code: codeField, next: z.string().optional() })

export const signInWithCodeAction = publicAction(codeSchema, async ({ code, next }, caller) => {
  const signedIn = await signInWithCode(await pendingToken(), code, caller)
  return redirectTo(await enter(signedIn, safePath(next)))
})

export const cancelSignInAction = publicAction(z.object({}), async () => {
  await cancelPendingSignIn(await pendingToken())
  await forgetPendingSignIn()
  redirect(paths.signIn())
})
