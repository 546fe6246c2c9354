'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { enter } from '@/lib/auth/cookies'
import { setChallenge, takeChallenge } from '@/lib/passkeys/cookies'
import { passkeyField } from '@/lib/passkeys/fields'
import { signInWithPasskey, startPasskeySignIn } from '@/lib/passkeys/sign-in'
import { safePath } from '@/lib/tenancy/paths'
import { redirectTo } from '@/lib/urls'

export const startPasskeySignInAction = publicAction(z.object({}), async () => {
  const { options, challenge } = await startPasskeySignIn()
  await setChallenge(challenge)
  return { passkeyRequest: options }
})

const passkeySchema = z.object({ passkey: passkeyField, next: z.string().optional() })

export const signInWithPasskeyAction = publicAction(
  passkeySchema,
  async ({ passkey, next }, caller) => {
    const challenge = await takeChallenge()
    const signedIn = await signInWithPasskey({ challenge, response: passkey }, caller)
    return redirectTo(await enter(signedIn, safePath(next)))
  },
)
