import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { NewPasswordField } from '@/components/passwords/new-password-field'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { TextLink } from '@/components/ui/text-link'
import { findEmailLink } from '@/lib/email-links/email-links'
import { paths } from '@/lib/tenancy/paths'
import { resetPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Reset password' }

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const token = String((await searchParams).token ?? '')
  const reset = await findEmailLink('password-reset', token)
  if (!reset) return <DeadLink />
  return (
    <AuthPage
      title="Set a new password"
      description={`For ${reset.email}. You will be signed out on all devices.`}
    >
      <ActionForm action={resetPasswordAction}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField label="New password" />
        <SubmitButton className="w-full">Set password</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function DeadLink() {
  return (
    <AuthPage
      title="This link no longer works"
      description="It was already used, has expired or is incomplete. A link works once, for an hour."
      footer={
        <>
          Know your password? <TextLink href={paths.signIn()}>Sign in</TextLink>
        </>
      }
    >
      <Button asChild className="w-full">
        <Link href={paths.forgotPassword}>Request a new link</Link>
      </Button>
    </AuthPage>
  )
}
