'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { verifyEmail } from '@/lib/auth/sign-up'
import { paths } from '@/lib/tenancy/paths'

const verifyEmailSchema = z.object({ token: z.string() })

export const verifyEmailAction = publicAction(verifyEmailSchema, async ({ token }) => {
  const { returnTo } = await verifyEmail(token)
  redirect(paths.signIn({ notice: 'verified', next: returnTo ?? undefined }))
})
