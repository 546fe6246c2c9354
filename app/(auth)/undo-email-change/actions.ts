'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { undoEmailChange } from '@/lib/account/undo-email-change'
import { publicAction } from '@/lib/auth/actions'
import { setLastMail } from '@/lib/auth/cookies'
import { paths } from '@/lib/tenancy/paths'

export const undoEmailChangeAction = publicAction(
  z.object({ token: z.string() }),
  async ({ token }, caller) => {
    await setLastMail({ email: await undoEmailChange(token, caller) })
    redirect(paths.checkResetMail)
  },
)
