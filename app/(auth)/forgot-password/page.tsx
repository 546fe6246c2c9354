import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { forgotPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Forgot password' }

export default function ForgotPasswordPage() {
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
