import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { verifyEmailAction } from './actions'

export const metadata: Metadata = { title: 'Verify email' }

// A form instead of a link alone: email scanners open links and would use up the token.
export default async function VerifyEmailPage({ searchParams }: PageProps<'/verify-email'>) {
  const { token } = await searchParams
  return (
    <AuthPage
      title="Verify your email"
      description="Enter the password you chose when you signed up."
      footer={
        <>
          Already verified? <TextLink href={paths.signIn()}>Sign in</TextLink>
        </>
      }
    >
      <ActionForm action={verifyEmailAction}>
        <input type="hidden" name="token" value={String(token ?? '')} />
        <FormField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
        />
        <SubmitButton className="w-full">Verify email</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}
