import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { paths, safePath } from '@/lib/tenancy/paths'
import { CheckYourEmail } from '../check-your-email'
import { emailSignInLinkAction, resendSignInLinkAction } from './actions'

export const metadata: Metadata = { title: 'Sign in by email' }

export default async function SignInLinkPage({ searchParams }: PageProps<'/sign-in-link'>) {
  const { next, sent } = await searchParams
  const returnTo = safePath(String(next ?? ''))
  const hidden = <input type="hidden" name="next" value={returnTo ?? ''} />
  if (sent !== undefined) {
    return (
      <CheckYourEmail
        text={(email) => (
          <>
            If {email} has an account, a sign-in link is on its way. It works once and expires in 15
            minutes.
          </>
        )}
        resend={resendSignInLinkAction}
        resendFields={hidden}
        changeHref={paths.signInLink(returnTo)}
      />
    )
  }
  return (
    <AuthPage
      title="Sign in by email"
      description="Enter your email, and we will send you a link that signs you in."
      footer={
        <TextLink href={paths.signIn({ next: returnTo })}>Sign in with your password</TextLink>
      }
    >
      <ActionForm action={emailSignInLinkAction}>
        {hidden}
        <FormField name="email" label="Email" type="email" autoComplete="username" required />
        <SubmitButton className="w-full">Email me a link</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}
