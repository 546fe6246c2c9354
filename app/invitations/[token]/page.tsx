import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { AuthPage } from '@/components/auth-page'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { User } from '@/lib/auth/accounts'
import { currentUser } from '@/lib/auth/guards'
import { isOpen } from '@/lib/orgs/invitations'
import { findInvitation, type Invitation } from '@/lib/orgs/received-invitations'
import { ROLES_WITH_ARTICLE } from '@/lib/orgs/roles'
import { findScope } from '@/lib/orgs/scope'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'
import { DeclineInvitation } from '../decline-invitation'
import { acceptInvitationAction, declineInvitationAction, switchAccountAction } from './actions'

export const metadata: Metadata = { title: 'Invitation', robots: { index: false } }

// Public: the token proves access to the invited person's email.
export default async function InvitationPage({ params }: PageProps<'/invitations/[token]'>) {
  const { token } = await params
  const invitation = await findInvitation(token)
  const user = await currentUser()
  if (!invitation) return <InvitationNotFound user={user} />
  const member = user && (await findScope(user, { id: invitation.org.id }))
  if (member) redirect(appUrl(`/${member.org.slug}/dashboard`))
  if (!isOpen(invitation)) {
    return <ClosedInvitation invitation={invitation} token={token} user={user} />
  }
  if (!user) return <SignedOut invitation={invitation} token={token} />
  if (user.email !== invitation.email) {
    return <WrongAccount invitation={invitation} token={token} email={user.email} />
  }
  return (
    <Card invitation={invitation}>
      <ActionForm action={acceptInvitationAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Accept invitation</SubmitButton>
      </ActionForm>
      <DeclineInvitation
        invitation={invitation}
        action={declineInvitationAction}
        className="w-full"
      >
        <input type="hidden" name="token" value={token} />
      </DeclineInvitation>
    </Card>
  )
}

async function Card({ invitation, children }: { invitation: Invitation; children: ReactNode }) {
  const { org, role, invitedByName, expiresAt } = invitation
  return (
    <AuthPage
      title={`Join ${org.name}`}
      description={
        <>
          {invitedByName} invited {invitation.email} to join {org.name} as{' '}
          {ROLES_WITH_ARTICLE[role]}. Expires <Time date={expiresAt} viewer={await currentUser()} />
          .
        </>
      }
    >
      <div className="space-y-3">{children}</div>
    </AuthPage>
  )
}

function SignedOut({ invitation, token }: { invitation: Invitation; token: string }) {
  return (
    <Card invitation={invitation}>
      <Button asChild className="w-full">
        <Link href={paths.signUpByInvitation(token)}>Create an account to accept</Link>
      </Button>
      <Button asChild variant="outline" className="w-full">
        <Link href={paths.signIn({ next: paths.invitation(token) })}>Sign in to accept</Link>
      </Button>
    </Card>
  )
}

function WrongAccount({
  invitation,
  token,
  email,
}: {
  invitation: Invitation
  token: string
  email: string
}) {
  return (
    <Card invitation={invitation}>
      <p className="text-sm">
        You are signed in as <strong className="break-all font-medium">{email}</strong>, but this
        invitation is for <strong className="break-all font-medium">{invitation.email}</strong>.
      </p>
      <ActionForm action={switchAccountAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton className="w-full">Switch account</SubmitButton>
      </ActionForm>
      <Button asChild variant="outline" className="w-full">
        <Link href={paths.orgs}>Stay signed in</Link>
      </Button>
    </Card>
  )
}

function reasonOf({ status, invitedByName, org }: Invitation): string {
  switch (status) {
    case 'pending':
      return `It has expired. Ask ${invitedByName} for a new one.`
    case 'declined':
      return `It was declined. Ask ${invitedByName} for a new one if you changed your mind.`
    case 'revoked':
      return `It was revoked. Ask an admin of ${org.name} for a new one.`
    case 'accepted':
      return 'It has already been accepted. Sign in with the account that accepted it.'
  }
}

function ClosedInvitation({
  invitation,
  token,
  user,
}: {
  invitation: Invitation
  token: string
  user: User | null
}) {
  return (
    <AuthPage
      title={`This invitation to ${invitation.org.name} is closed`}
      description={reasonOf(invitation)}
      footer={<NextStep user={user} next={paths.invitation(token)} />}
    />
  )
}

function NextStep({ user, next }: { user: User | null; next?: string }) {
  if (user) return <TextLink href={paths.orgs}>Your organizations</TextLink>
  return <TextLink href={paths.signIn({ next })}>Sign in</TextLink>
}

function InvitationNotFound({ user }: { user: User | null }) {
  return (
    <AuthPage
      title="Invitation not found"
      description="The link is incomplete, or a newer one has replaced it. Open the link in the newest email, or ask for a new invitation."
      footer={<NextStep user={user} />}
    />
  )
}
