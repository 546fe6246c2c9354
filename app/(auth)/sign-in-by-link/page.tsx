import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { TextLink } from '@/components/ui/text-link'
import { findEmailLink } from '@/lib/email-links/email-links'
import { paths } from '@/lib/tenancy/paths'
import { signInByLinkAction } from './actions'

export const metadata: Metadata = { title: 'Sign in by email' }

// A form instead of a link alone: email scanners open links and would use up the token.
export default async function SignInByLinkPage({ searchParams }: PageProps<'/sign-in-by-link'>) {
  const token = String((await searchParams).token ?? '')
  const link = await findEmailLink('sign-in-link', token)
  if (!link) return <DeadLink />
  return (
    <AuthPage title="Sign in" description={`You are signing in as ${link.email}.`}>
      <ActionForm action={signInByLinkAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Sign in</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function DeadLink() {
  return (
    <AuthPage
      title="This link no longer works"
      description="It was already used, has expired or is incomplete. A link works once, for 15 minutes."
      footer={
        <>
          Know your password? <TextLink href={paths.signIn()}>Sign in</TextLink>
        </>
      }
    >
      <Button asChild className="w-full">
        <Link href={paths.signInLink()}>Request a new link</Link>
      </Button>
    </AuthPage>
  )
}
