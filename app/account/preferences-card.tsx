import { FormSelect } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { Actor } from '@/lib/auth/accounts'
import { currentCaller } from '@/lib/auth/guards'
import { readTheme } from '@/lib/auth/theme-cookie'
import { LOCALES, localeLabel } from '@/lib/dates/locales'
import { findTimeZone, listTimeZones } from '@/lib/dates/time-zones'
import { updatePreferencesAction } from './actions'

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Same as the device' },
]

export async function PreferencesCard({ user }: { user: Actor }) {
  const timeZone = user.timeZone ?? findTimeZone((await currentCaller()).browserZone) ?? 'UTC'
  return (
    <Card>
      <CardHeader
        title="Preferences"
        description="How you see the app, wherever you sign in. Emails use your time zone too."
      />
      <CardContent>
        <ToastForm action={updatePreferencesAction} className="space-y-5">
          <FormSelect
            name="theme"
            label="Theme"
            options={THEMES}
            defaultValue={(await readTheme()) ?? 'system'}
          />
          <FormSelect
            name="timeZone"
            label="Time zone"
            options={timeZonesWith(timeZone)}
            defaultValue={timeZone}
          />
          <FormSelect
            name="locale"
            label="Dates"
            options={LOCALES.map((value) => ({ value, label: localeLabel(value) }))}
            defaultValue={user.locale ?? LOCALES[0]}
          />
          <SubmitButton>Save preferences</SubmitButton>
        </ToastForm>
      </CardContent>
    </Card>
  )
}

// Browsers can know other names of zones.
const timeZonesWith = (current: string) =>
  [...new Set([...listTimeZones(), current])].sort().map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
