'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { lastMail, setLastMail } from '@/lib/auth/cookies'
import { requestEmailLink } from '@/lib/email-links/email-links'
import { AppError } from '@/lib/errors'
import { emailField } from '@/lib/fields'
import { paths, safePath } from '@/lib/tenancy/paths'

const linkSchema = z.object({ email: emailField, next: z.string().optional() })

export const emailSignInLinkAction = publicAction(linkSchema, async ({ email, next }, caller) => {
  const returnTo = safePath(next)
  await requestEmailLink('sign-in-link', { email, returnTo }, caller)
  await setLastMail({ email })
  redirect(paths.checkSignInMail(returnTo))
})

const resendSchema = z.object({ next: z.string().optional() })

export const resendSignInLinkAction = publicAction(resendSchema, async ({ next }, caller) => {
  const mail = await lastMail()
  if (!mail) throw new AppError('not_found', 'Enter your email again.')
  await requestEmailLink('sign-in-link', { email: mail.email, returnTo: safePath(next) }, caller)
  return 'Email sent again.'
})
