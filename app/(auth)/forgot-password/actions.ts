'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { lastMail, setLastMail } from '@/lib/auth/cookies'
import { requestEmailLink } from '@/lib/email-links/email-links'
import { AppError } from '@/lib/errors'
import { emailField } from '@/lib/fields'
import { paths } from '@/lib/tenancy/paths'

const forgotPasswordSchema = z.object({ email: emailField })

export const forgotPasswordAction = publicAction(
  forgotPasswordSchema,
  async ({ email }, caller) => {
    await requestEmailLink('password-reset', { email }, caller)
    await setLastMail({ email })
    redirect(paths.checkResetMail)
  },
)

export const resendPasswordResetAction = publicAction(z.object({}), async (_, caller) => {
  const mail = await lastMail()
  if (!mail) throw new AppError('not_found', 'Enter your email again.')
  await requestEmailLink('password-reset', mail, caller)
  return 'Email sent again.'
})
