import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { PasswordField } from '@/components/passwords/password-field'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { TextLink } from '@/components/ui/text-link'
import { currentUser } from '@/lib/auth/guards'
import { pendingLink } from '@/lib/oauth/cookies'
import { findPendingLink } from '@/lib/oauth/pending-links'
import { paths, safePath } from '@/lib/tenancy/paths'
import { acceptLinkAction, signInToLinkAction } from './actions'

export const metadata: Metadata = { title: 'Link your account' }

export default async function LinkPage({ searchParams }: PageProps<'/sign-in/link'>) {
  const next = safePath(String((await searchParams).next ?? ''))
  const link = await findPendingLink(await pendingLink())
  if (!link) return <ExpiredLink next={next} />
  const { provider, email } = link
  if ((await currentUser())?.email === email) {
    return (
      <AuthPage
        title={`Link ${provider.name} to your account?`}
        description={`Then you can also sign in to ${email} with ${provider.name}.`}
        footer={<TextLink href={paths.orgs}>Not now</TextLink>}
      >
        <ActionForm action={acceptLinkAction}>
          <input type="hidden" name="next" value={next ?? ''} />
          <SubmitButton className="w-full">Link {provider.name}</SubmitButton>
        </ActionForm>
      </AuthPage>
    )
  }
  return (
    <AuthPage
      title={`Sign in to link ${provider.name}`}
      description={`${email} already has an account. Sign in with your password once, and you can continue with ${provider.name} from then on.`}
      footer={
        <TextLink href={paths.signIn({ next: paths.linkProvider(next) })}>
          Sign in another way
        </TextLink>
      }
    >
      <ActionForm action={signInToLinkAction}>
        <input type="hidden" name="next" value={next ?? ''} />
        {/* Tells password managers which account it is. */}
        <input
          type="email"
          name="email"
          autoComplete="username"
          defaultValue={email}
          readOnly
          hidden
        />
        <PasswordField
          name="password"
          label="Password"
          aside={<TextLink href={paths.forgotPassword}>Forgot password?</TextLink>}
        />
        <SubmitButton className="w-full">Sign in and link {provider.name}</SubmitButton>
      </ActionForm>
    </AuthPage>
  )
}

function ExpiredLink({ next }: { next?: string }) {
  return (
    <AuthPage
      title="Start again to link your account"
      description="You have 15 minutes to sign in after you come back from the provider, in the same browser."
    >
      <Button asChild className="w-full">
        <Link href={paths.signIn({ next })}>Back to sign in</Link>
      </Button>
    </AuthPage>
  )
}
