'use server'

import { z } from 'zod'
import { changePassword } from '@/lib/account/password'
import { THEMES, updatePreferences } from '@/lib/account/preferences'
import { updateProfile } from '@/lib/account/profile'
import { revokeOtherSessions, revokeSession } from '@/lib/account/sessions'
import { userAction } from '@/lib/auth/actions'
import { currentCaller } from '@/lib/auth/guards'
import { setThemeCookie } from '@/lib/auth/theme-cookie'
import { LOCALES } from '@/lib/dates/locales'
import { findTimeZone } from '@/lib/dates/time-zones'
import { idField, nameField, newPasswordField, passwordField } from '@/lib/fields'

const profileSchema = z.object({ name: nameField('your name') })

export const updateProfileAction = userAction(profileSchema, async (user, input) => {
  await updateProfile(user, input, await currentCaller())
  return 'Profile saved.'
})

const preferencesSchema = z.object({
  theme: z.enum(THEMES, 'Choose a theme.'),
  timeZone: z
    .string('Choose a time zone.')
    .transform(findTimeZone)
    .pipe(z.string('Choose a time zone.')),
  locale: z.enum(LOCALES, 'Choose a format.'),
})

export const updatePreferencesAction = userAction(preferencesSchema, async (user, input) => {
  await updatePreferences(user, input, await currentCaller())
  await setThemeCookie(input.theme)
  return 'Preferences saved.'
})

const passwordSchema = z.object({ currentPassword: passwordField, password: newPasswordField })

export const changePasswordAction = userAction(passwordSchema, async (user, input) => {
  await changePassword(user, input, await currentCaller())
  return 'Password changed. You are signed out on all other devices.'
})

export const revokeSessionAction = userAction(z.object({ id: idField }), async (user, { id }) => {
  await revokeSession(user, id, await currentCaller())
  return 'Session ended.'
})

export const revokeOtherSessionsAction = userAction(z.object({}), async (user) => {
  await revokeOtherSessions(user, await currentCaller())
  return 'You are signed out on all other devices.'
})
