'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { setDeviceCookie } from '@/lib/auth/cookies'
import { resetPassword } from '@/lib/auth/password-reset'
import { newPasswordField } from '@/lib/fields'
import { paths } from '@/lib/tenancy/paths'

const resetPasswordSchema = z.object({ token: z.string(), password: newPasswordField })

export const resetPasswordAction = publicAction(
  resetPasswordSchema,
  async ({ token, password }, caller) => {
    await setDeviceCookie(await resetPassword(token, password, caller))
    redirect(paths.signIn({ notice: 'reset' }))
  },
)
