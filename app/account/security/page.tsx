import type { Metadata } from 'next'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { NewPasswordField } from '@/components/passwords/new-password-field'
import { PasswordField } from '@/components/passwords/password-field'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { listSecurityEvents } from '@/lib/account/security-log'
import { requireUser } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { AccountShell } from '../account-shell'
import { changePasswordAction } from '../actions'
import { SecurityEventList } from './security-events'

export const metadata: Metadata = { title: 'Security' }

const RECENT = 5

export default async function SecurityPage() {
  const user = await requireUser()
  const { events, total } = await listSecurityEvents(user, { limit: RECENT })
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
            <PasswordField name="currentPassword" label="Current password" />
            <NewPasswordField label="New password" />
            <SubmitButton>Change password</SubmitButton>
          </ToastForm>
        </CardContent>
      </Card>
      {total > 0 && (
        <Card>
          <CardHeader
            title="Recent activity"
            description="If you see something that you did not do, change your password."
            actions={
              total > RECENT && (
                <TextLink href={paths.accountActivity()} className="text-sm">
                  Show all
                </TextLink>
              )
            }
          />
          <div className="mt-4">
            <SecurityEventList events={events} />
          </div>
        </Card>
      )}
    </AccountShell>
  )
}
