import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthPage } from '@/components/auth-page'
import { SignUpForm } from '@/components/forms/sign-up-form'
import { ProviderButtons } from '@/components/providers/provider-buttons'
import { TextLink } from '@/components/ui/text-link'
import { currentUser } from '@/lib/auth/guards'
import { isOpen } from '@/lib/orgs/invitations'
import { findInvitation } from '@/lib/orgs/received-invitations'
import { paths } from '@/lib/tenancy/paths'
import { signUpByInvitationAction } from '../actions'

export const metadata: Metadata = { title: 'Create account', robots: { index: false } }

export default async function InvitationSignUpPage({
  params,
}: PageProps<'/invitations/[token]/sign-up'>) {
  const { token } = await params
  const invitation = await findInvitation(token)
  if (!invitation || !isOpen(invitation) || (await currentUser())) redirect(paths.invitation(token))
  return (
    <AuthPage
      title="Create your account"
      description={`Then join ${invitation.org.name}.`}
      footer={
        <>
          Already have an account?{' '}
          <TextLink href={paths.signIn({ next: paths.invitation(token) })}>Sign in</TextLink>
        </>
      }
    >
      <ProviderButtons next={paths.invitation(token)} />
      <SignUpForm action={signUpByInvitationAction} email={invitation.email}>
        <input type="hidden" name="token" value={token} />
      </SignUpForm>
    </AuthPage>
  )
}
