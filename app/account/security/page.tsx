import type { Metadata } from 'next'
import { FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { requireUser } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { AccountShell } from '../account-shell'
import { changePasswordAction } from '../actions'

export const metadata: Metadata = { title: 'Security' }

export default async function SecurityPage() {
  const user = await requireUser()
  return (
    <AccountShell user={user} current={paths.accountSecurity}>
      <Card>
        <CardHeader
          title="Password"
          description="A change signs you out on all other devices, and we confirm it by email."
        />
        <CardContent>
          <ToastForm action={changePasswordAction} className="space-y-5">
            {/* Tells password managers which account it is. */}
            <input
              type="email"
              name="email"
              autoComplete="username"
              defaultValue={user.email}
              readOnly
              hidden
            />
            <FormField
              name="currentPassword"
              label="Current password"
              type="password"
              autoComplete="current-password"
              required
            />
            <FormField
              name="password"
              label="New password"
              type="password"
              autoComplete="new-password"
              required
              hint="At least 8 characters."
            />
            <SubmitButton>Change password</SubmitButton>
          </ToastForm>
        </CardContent>
      </Card>
    </AccountShell>
  )
}
