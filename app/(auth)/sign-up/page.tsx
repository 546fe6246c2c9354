import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthPage } from '@/components/auth-page'
import { SignUpForm } from '@/components/forms/sign-up-form'
import { ProviderButtons } from '@/components/providers/provider-buttons'
import { TextLink } from '@/components/ui/text-link'
import { currentUser } from '@/lib/auth/guards'
import { landingPath } from '@/lib/orgs/guards'
import { paths, safePath } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { CheckYourEmail } from '../check-your-email'
import { resendSignUpAction, signUpAction } from './actions'

export const metadata: Metadata = { title: 'Create account' }

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const { next, sent } = await searchParams
  const returnTo = safePath(String(next ?? ''))
  if (sent !== undefined) {
    return (
      <CheckYourEmail
        text={(email) => (
          <>We sent a link to {email}. Open it within a day to finish setting up your account.</>
        )}
        resend={resendSignUpAction}
        changeHref={paths.signUp(returnTo)}
      />
    )
  }
  const user = await currentUser()
  if (user) redirect(appUrl(returnTo ?? (await landingPath(user))))
  return (
    <AuthPage
      title="Create your account"
      description="Then create an organization, or join one that invited you."
      footer={
        <>
          Already have an account?{' '}
          <TextLink href={paths.signIn({ next: returnTo })}>Sign in</TextLink>
        </>
      }
    >
      <ProviderButtons next={returnTo} />
      <SignUpForm action={signUpAction}>
        <input type="hidden" name="returnTo" value={returnTo ?? ''} />
      </SignUpForm>
    </AuthPage>
  )
}
