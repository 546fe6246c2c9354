import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { CheckYourEmail } from '../check-your-email'
import { forgotPasswordAction, resendPasswordResetAction } from './actions'

export const metadata: Metadata = { title: 'Forgot password' }

export default async function ForgotPasswordPage({ searchParams }: PageProps<'/forgot-password'>) {
  if ((await searchParams).sent !== undefined) {
    return (
      <CheckYourEmail
        text={(email) => (
          <>
            If {email} has an account, a link is on its way. It works once and expires in an hour.
          </>
        )}
        resend={resendPasswordResetAction}
        changeHref={paths.forgotPassword}
      />
    )
  }
  return (
    <AuthPage
      title="Forgot your password?"
      description="Enter your email, and we will send you a link to set a new one."
      footer={<TextLink href={paths.signIn()}>Back to sign in</TextLink>}
    >
      <ActionForm action={forgotPasswordAction}>
        <FormField name="email" label="Email" type="email" autoComplete="username" required />
        <SubmitButton className="w-full">Send link</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}
