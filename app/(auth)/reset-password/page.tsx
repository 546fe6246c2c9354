import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { resetPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Reset password' }

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const { token } = await searchParams
  return (
    <AuthPage
      title="Set a new password"
      description="You will be signed out on all devices."
      footer={<TextLink href={paths.forgotPassword}>Request a new link</TextLink>}
    >
      <ActionForm action={resetPasswordAction}>
        <input type="hidden" name="token" value={String(token ?? '')} />
        <FormField
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          hint="At least 8 characters."
        />
        <SubmitButton className="w-full">Set password</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}
