import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { pendingToken } from '@/lib/auth/cookies'
import { paths, safePath } from '@/lib/tenancy/paths'
import { findPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import { cancelSignInAction, signInWithCodeAction } from './actions'

export const metadata: Metadata = { title: 'Two-factor authentication' }

export default async function SecondFactorPage({ searchParams }: PageProps<'/sign-in/two-factor'>) {
  const { next, with: factor } = await searchParams
  const returnTo = safePath(String(next ?? ''))
  const pending = await findPendingSignIn(await pendingToken())
  if (!pending) redirect(paths.signIn({ next: returnTo }))
  const recovery = factor === 'recovery-code'
  const { text, field, other } = recovery ? RECOVERY_CODE : APP
  return (
    <AuthPage
      title="Two-factor authentication"
      description={`${text} to sign in as ${pending.user.email}.`}
      footer={
        <>
          {other}{' '}
          <TextLink
            href={paths.secondFactor({
              next: returnTo,
              with: recovery ? undefined : 'recovery-code',
            })}
          >
            {recovery ? 'Use your authenticator app' : 'Use a recovery code'}
          </TextLink>
        </>
      }
    >
      <div className="space-y-3">
        <ActionForm action={signInWithCodeAction} key={field.label}>
          <input type="hidden" name="next" value={returnTo ?? ''} />
          <FormField name="code" required {...field} />
          <SubmitButton className="w-full">Sign in</SubmitButton>
        </ActionForm>
        <ActionForm action={cancelSignInAction}>
          <SubmitButton variant="outline" className="w-full">
            Cancel
          </SubmitButton>
        </ActionForm>
      </div>
    </AuthPage>
  )
}

const APP = {
  text: 'Enter the code from your authenticator app',
  field: { label: '6-digit code', autoComplete: 'one-time-code', inputMode: 'numeric' },
  other: 'No access to the app?',
} as const

const RECOVERY_CODE = {
  text: 'Enter one of the recovery codes that you saved',
  field: { label: 'Recovery code', autoComplete: 'off', autoCapitalize: 'none', spellCheck: false },
  other: 'Have your phone?',
} as const
