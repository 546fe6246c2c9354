'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/auth/actions'
import { requestPasswordReset } from '@/lib/auth/password-reset'
import { emailField } from '@/lib/fields'

const forgotPasswordSchema = z.object({ email: emailField })

export const forgotPasswordAction = publicAction(
  forgotPasswordSchema,
  async ({ email }, caller) => {
    await requestPasswordReset(email, caller.ipAddress)
    return 'If there is an account with this address, a link is on its way. It works once, for one hour.'
  },
)
