'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { setLastMail } from '@/lib/auth/cookies'
import { currentCaller } from '@/lib/auth/guards'
import { requestEmailLink } from '@/lib/email-links/email-links'
import { disconnectProvider } from '@/lib/oauth/links'
import { paths } from '@/lib/tenancy/paths'

const providerSchema = z.object({ provider: z.enum(['github', 'google', 'oidc']) })

export const disconnectProviderAction = userAction(providerSchema, async (user, { provider }) => {
  await disconnectProvider(user, provider, await currentCaller())
  return 'Disconnected.'
})

export const requestPasswordAction = userAction(z.object({}), async ({ email }) => {
  await requestEmailLink('password-reset', { email }, await currentCaller())
  await setLastMail({ email })
  redirect(paths.checkResetMail)
})
