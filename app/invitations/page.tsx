import { MailOpen } from 'lucide-react'
import type { Metadata } from 'next'
import { UserShell } from '@/app/_shell/user-shell'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Avatar } from '@/components/ui/avatar'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { Actor } from '@/lib/auth/accounts'
import { requireUser } from '@/lib/auth/guards'
import { getMyInvitations } from '@/lib/orgs/guards'
import type { Invitation } from '@/lib/orgs/received-invitations'
import { ROLES_WITH_ARTICLE } from '@/lib/orgs/roles'
import { paths } from '@/lib/tenancy/paths'
import { acceptMyInvitationAction, declineMyInvitationAction } from './actions'
import { DeclineInvitation } from './decline-invitation'

export const metadata: Metadata = { title: 'Invitations' }

export default async function InvitationsPage() {
  const user = await requireUser()
  const invitations = await getMyInvitations()
  return (
    <UserShell user={user}>
      <PageHeader title="Invitations" description={`Sent to ${user.email}.`} />
      {invitations.length ? (
        <ul className="space-y-3">
          {invitations.map((invitation) => (
            <InvitationItem key={invitation.id} user={user} invitation={invitation} />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon={MailOpen}
          title="No invitations waiting"
          description="When someone invites you to an organization, the invitation appears here and in your inbox."
        />
      )}
      <p className="mt-6 text-muted-foreground text-sm">
        <TextLink href={paths.orgs}>Your organizations</TextLink>
      </p>
    </UserShell>
  )
}

function InvitationItem({ user, invitation }: { user: Actor; invitation: Invitation }) {
  const { id, org, role, invitedByName, expiresAt } = invitation
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-4 rounded-xl border bg-card p-4 shadow-raised">
      <Avatar name={org.name} shape="square" size="lg" />
      <div className="min-w-0 flex-1 basis-56">
        <p title={org.name} className="truncate font-medium">
          {org.name}
        </p>
        <p className="text-muted-foreground text-sm">
          {invitedByName} invited you as {ROLES_WITH_ARTICLE[role]}. Expires{' '}
          <Time date={expiresAt} viewer={user} />.
        </p>
      </div>
      <div className="flex gap-2">
        <DeclineInvitation invitation={invitation} action={declineMyInvitationAction}>
          <input type="hidden" name="id" value={id} />
        </DeclineInvitation>
        <ToastForm action={acceptMyInvitationAction}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton>Accept</SubmitButton>
        </ToastForm>
      </div>
    </li>
  )
}
