import { FormField } from '@/components/forms/action-form'
import { FormMessage } from '@/components/forms/form-message'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { findEmailChange } from '@/lib/account/email-change'
import type { Actor } from '@/lib/auth/accounts'
import { ConfirmIdentity } from './confirm-identity'
import {
  cancelEmailChangeAction,
  requestEmailChangeAction,
  resendEmailChangeAction,
} from './email/actions'

export async function EmailCard({ user }: { user: Actor }) {
  const waiting = await findEmailChange(user)
  return (
    <Card>
      <CardHeader
        title="Email"
        description={`You sign in with ${user.email}. Open invitations to it are not moved to a new email, so accept them first.`}
      />
      <CardContent>
        {waiting ? (
          <div className="space-y-5">
            <FormMessage tone="info">
              {waiting.isOpen
                ? `Open the link that we sent to ${waiting.email}. Until then you sign in with ${user.email}.`
                : `The link that we sent to ${waiting.email} has expired.`}
            </FormMessage>
            <div className="flex flex-wrap gap-3">
              <ToastForm action={resendEmailChangeAction}>
                <SubmitButton variant="outline">Resend email</SubmitButton>
              </ToastForm>
              <ToastForm action={cancelEmailChangeAction}>
                <SubmitButton variant="ghost">Cancel change</SubmitButton>
              </ToastForm>
            </div>
          </div>
        ) : (
          <ToastForm action={requestEmailChangeAction} className="space-y-5">
            <FormField name="email" label="New email" type="email" autoComplete="email" required />
            <ConfirmIdentity user={user} />
            <SubmitButton>Change email</SubmitButton>
          </ToastForm>
        )}
      </CardContent>
    </Card>
  )
}
