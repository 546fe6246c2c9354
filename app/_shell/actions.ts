'use server'

import { redirect } from 'next/navigation'
import { userAction } from '@/lib/auth/actions'
import { endSession } from '@/lib/auth/cookies'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { rememberTheme, themeChoice } from './theme'

export async function signOutAction(_: FormData) {
  await endSession()
  redirect(appUrl(paths.signIn()))
}

export const setThemeAction = userAction(themeChoice, async (_, choice) => {
  await rememberTheme(choice)
  return {}
})
