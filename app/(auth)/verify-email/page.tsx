import type { Metadata } from 'next'
import { ActionForm, FormField } from '@/components/action-form'
import { AuthCard } from '@/components/auth-card'
import { TextLink } from '@/components/text-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/tenancy/paths'
import { verifyEmailAction } from './actions'

export const metadata: Metadata = { title: 'Verify email' }

// A form, because programs that scan mail follow links, and would use the link up.
export default async function VerifyEmailPage({ searchParams }: PageProps<'/verify-email'>) {
  const { token } = await searchParams
  return (
    <AuthCard
      title="Verify your email address"
      description="Enter the password you signed up with, and your account is ready."
      footer={
        <>
          Verified already? <TextLink href={paths.signIn()}>Sign in</TextLink>
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
    </AuthCard>
  )
}
