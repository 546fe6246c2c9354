import type { Metadata } from 'next'
import { AuthCard } from '@/components/auth-card'
import { SignUpForm } from '@/components/sign-up-form'
import { TextLink } from '@/components/text-link'
import { paths, safePath } from '@/lib/tenancy/paths'
import { signUpAction } from './actions'

export const metadata: Metadata = { title: 'Create account' }

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const { next, sent } = await searchParams
  const returnTo = safePath(String(next ?? ''))
  if (sent !== undefined) return <CheckYourMail />
  return (
    <AuthCard
      title="Create your account"
      description="Then set up your organization, or join one that invited you."
      footer={
        <>
          Already have an account?{' '}
          <TextLink href={paths.signIn({ next: returnTo })}>Sign in</TextLink>
        </>
      }
    >
      <SignUpForm action={signUpAction}>
        <input type="hidden" name="returnTo" value={returnTo ?? ''} />
      </SignUpForm>
    </AuthCard>
  )
}

function CheckYourMail() {
  return (
    <AuthCard
      title="Check your mail"
      description="We have sent you a link. Open it within a day to verify your address, and your account is ready."
      footer={
        <>
          Nothing yet? Check your spam folder, or{' '}
          <TextLink href={paths.signUp()}>try again</TextLink>.
        </>
      }
    />
  )
}
