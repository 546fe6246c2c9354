import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { NewPasswordField } from '@/components/passwords/new-password-field'
import { PasswordField } from '@/components/passwords/password-field'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import type { User } from '@/lib/auth/accounts'
import { changePasswordAction } from '../actions'
import { requestPasswordAction } from '../providers/actions'

export function PasswordCard({ user, hasPassword }: { user: User; hasPassword: boolean }) {
  return hasPassword ? <ChangePassword user={user} /> : <SetPassword user={user} />
}

function SetPassword({ user }: { user: User }) {
  return (
    <Card>
      <CardHeader
        title="Password"
        description={`You have none. We can send a link to ${user.email} to set one.`}
      />
      <CardContent>
        <ToastForm action={requestPasswordAction}>
          <SubmitButton>Set a password</SubmitButton>
        </ToastForm>
      </CardContent>
    </Card>
  )
}

function ChangePassword({ user }: { user: User }) {
  return (
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
  )
}
