'use server'

import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { currentCaller } from '@/lib/auth/guards'
import { codeField, confirmationFields } from '@/lib/fields'
import {
  disableTwoFactor,
  enableTwoFactor,
  findTwoFactor,
  replaceRecoveryCodes,
  setUpTwoFactor,
} from '@/lib/two-factor/two-factor'

const setUpSchema = z.object({ ...confirmationFields })

export const setUpTwoFactorAction = userAction(setUpSchema, async (user, input) => {
  await setUpTwoFactor(user, input, await currentCaller())
  return { ok: true }
})

const codeSchema = z.object({ code: codeField })

// One action, because without JavaScript the codes are shown only by the form that asked for them.
export const showRecoveryCodesAction = userAction(codeSchema, async (user, input) => {
  const { confirmedAt } = await findTwoFactor(user)
  const show = confirmedAt ? replaceRecoveryCodes : enableTwoFactor
  return { recoveryCodes: await show(user, input, await currentCaller()) }
})

export const disableTwoFactorAction = userAction(codeSchema, async (user, input) => {
  await disableTwoFactor(user, input, await currentCaller())
  return 'Two-factor authentication is off.'
})
