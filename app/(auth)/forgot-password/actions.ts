'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { requestPasswordReset } from '@/lib/auth/password-reset'
import { emailField } from '@/lib/fields'

const forgotPasswordSchema = z.object({ email: emailField })

export const forgotPasswordAction = publicAction(
  forgotPasswordSchema,
  async ({ email }, caller) => {
    await requestPasswordReset(email, caller)
    return 'If this email has an account, a link is on its way. It works once and expires in an hour.'
  },
)
