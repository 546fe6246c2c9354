'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { THEMES, updateTheme } from '@/lib/account/preferences'
import { userAction } from '@/lib/auth/actions'
import { endSession } from '@/lib/auth/cookies'
import { setThemeCookie } from '@/lib/auth/theme-cookie'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'

export async function signOutAction(_: FormData) {
  await endSession()
  redirect(appUrl(paths.signIn()))
}

const themeSchema = z.object({ theme: z.enum(THEMES) })

export const setThemeAction = userAction(themeSchema, async (user, { theme }) => {
  await updateTheme(user, theme)
  await setThemeCookie(theme)
  return {}
})
