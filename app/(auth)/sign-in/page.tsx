import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthPage } from '@/components/auth-page'
import { ActionForm, FormField } from '@/components/forms/action-form'
import { FormMessage } from '@/components/forms/form-message'
import { SubmitButton } from '@/components/forms/submit-button'
import { Notice } from '@/components/notice'
import { PasswordField } from '@/components/passwords/password-field'
import { ProviderButtons } from '@/components/providers/provider-buttons'
import { TextLink } from '@/components/ui/text-link'
import { currentCaller, currentUser, deletedAccount } from '@/lib/auth/guards'
import { brand } from '@/lib/brand'
import { landingPath } from '@/lib/orgs/guards'
import { paths, safePath } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { signInAction } from './actions'
import { PasskeyButton } from './passkey/passkey-button'

export const metadata: Metadata = { title: 'Sign in' }

const NOTICES = new Map([
  ['deleted', 'Your account has been deleted. To restore it, sign in again.'],
  ['reset', 'Your password has been changed, and you have been signed out on all devices.'],
])

const FAILURES = new Map([
  ['cancelled', 'You cancelled the sign-in. Try again, or sign in another way.'],
  ['failed', 'That sign-in did not work. Try again, or sign in another way.'],
])

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next, notice } = await searchParams
  const returnTo = safePath(String(next ?? ''))
  const message = NOTICES.get(String(notice))
  const failure = FAILURES.get(String(notice))
  const user = await currentUser()
  if (user) redirect(appUrl(returnTo ?? (await landingPath(user))))
  if (await deletedAccount()) redirect(appUrl(paths.restoreAccount(returnTo)))
  return (
    <AuthPage
      title="Sign in"
      description={`Continue to ${brand.name}.`}
      footer={
        <>
          New here? <TextLink href={paths.signUp(returnTo)}>Create account</TextLink>
        </>
      }
    >
      {message && <Notice message={message} />}
      {!message && !failure && (await currentCaller()).session && (
        <FormMessage tone="info">You have been signed out. Sign in again.</FormMessage>
      )}
      <FormMessage>{failure}</FormMessage>
      <ProviderButtons next={returnTo} />
      <ActionForm action={signInAction}>
        <input type="hidden" name="next" value={returnTo ?? ''} />
        <FormField
          name="email"
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          required
        />
        <PasswordField
          name="password"
          label="Password"
          aside={<TextLink href={paths.forgotPassword}>Forgot password?</TextLink>}
        />
        <SubmitButton className="w-full">Sign in</SubmitButton>
      </ActionForm>
      <PasskeyButton next={returnTo} />
      <p className="mt-5 text-center text-sm">
        <TextLink href={paths.signInLink(returnTo)}>Email me a sign-in link</TextLink>
      </p>
    </AuthPage>
  )
}
