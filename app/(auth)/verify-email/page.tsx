import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { PasswordField } from '@/components/passwords/password-field'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { TextLink } from '@/components/ui/text-link'
import { findSignUp } from '@/lib/auth/sign-up'
import { paths } from '@/lib/tenancy/paths'
import { renewSignUpAction, verifyEmailAction } from './actions'

export const metadata: Metadata = { title: 'Verify email' }

// A form instead of a link alone: email scanners open links and would use up the token.
export default async function VerifyEmailPage({ searchParams }: PageProps<'/verify-email'>) {
  const token = String((await searchParams).token ?? '')
  const signUp = await findSignUp(token)
  if (!signUp) return <DeadLink />
  if (!signUp.isOpen) return <ExpiredLink token={token} email={signUp.email} />
  return (
    <AuthPage
      title="Verify your email"
      description={`Enter the password you chose when you signed up as ${signUp.email}.`}
    >
      <ActionForm action={verifyEmailAction}>
        <input type="hidden" name="token" value={token} />
        <PasswordField name="password" label="Password" />
        <SubmitButton className="w-full">Verify email</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function ExpiredLink({ token, email }: { token: string; email: string }) {
  return (
    <AuthPage
      title="This link has expired"
      description={`We can send a new one to ${email}. It works for a day.`}
      footer={
        <>
          Wrong email? <TextLink href={paths.signUp()}>Sign up again</TextLink>
        </>
      }
    >
      <ActionForm action={renewSignUpAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Send a new link</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function DeadLink() {
  return (
    <AuthPage
      title="This link no longer works"
      description="It was already used, has expired or is incomplete. If you already verified your email, sign in."
      footer={
        <>
          Not verified yet? <TextLink href={paths.signUp()}>Sign up again</TextLink>
        </>
      }
    >
      <Button asChild className="w-full">
        <Link href={paths.signIn()}>Sign in</Link>
      </Button>
    </AuthPage>
  )
}
