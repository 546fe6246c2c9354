import type { FormAction } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import type { Undo } from '@/components/toaster'
import { Badge } from '@/components/ui/badge'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { isOpen, type PendingInvitation } from '@/lib/orgs/invitations'
import { can } from '@/lib/orgs/permissions'
import { ROLE_NAMES, type Role } from '@/lib/orgs/roles'
import type { OrgScope } from '@/lib/orgs/scope'
import { inviteMembersAction, resendInvitationAction, revokeInvitationAction } from './actions'

export function PendingInvitations({
  scope,
  invitations,
}: {
  scope: OrgScope
  invitations: PendingInvitation[]
}) {
  const hasActions = invitations.some(
    (invitation) => canResend(scope) || canRevoke(scope, invitation),
  )
  return (
    <section className="mt-10 space-y-4">
      <h2 className="font-semibold text-[0.9375rem]">Pending invitations</h2>
      <Table label="Pending invitations">
        <TableHeader>
          <TableRow>
            <TableHead>Email</TableHead>
            <TableHead>Expires</TableHead>
            {hasActions && (
              <TableHead>
                <span className="sr-only">Actions</span>
              </TableHead>
            )}
          </TableRow>
        </TableHeader>
        <TableBody>
          {invitations.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              scope={scope}
              invitation={invitation}
              hasActions={hasActions}
            />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

type RowProps = { scope: OrgScope; invitation: PendingInvitation; hasActions: boolean }

function InvitationRow({ scope, invitation, hasActions }: RowProps) {
  const { id, email, role, invitedByName, expiresAt, deliveryFailedAt } = invitation
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <p id={id} className="font-medium [overflow-wrap:anywhere]">
          {email}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-muted-foreground">
          <Badge tone={role === 'admin' ? 'primary' : 'neutral'}>{ROLE_NAMES[role]}</Badge>
          <span title={invitedByName} className="min-w-0 truncate">
            by {invitedByName}
          </span>
          {deliveryFailedAt && <Badge tone="destructive">Not delivered</Badge>}
        </p>
      </TableCell>
      <TableCell className="text-muted-foreground">
        <div className="flex items-center gap-2 whitespace-nowrap max-sm:flex-col max-sm:items-start">
          <Time date={expiresAt} viewer={scope.user} />
          {!isOpen({ status: 'pending', expiresAt }) && <Badge tone="warning">Expired</Badge>}
        </div>
      </TableCell>
      {hasActions && (
        <TableCell>
          <div className="flex justify-end max-sm:flex-col">
            {canResend(scope) && (
              <InvitationButton
                label="Resend"
                action={resendInvitationAction.bind(null, scope.org.id)}
                id={id}
              />
            )}
            {canRevoke(scope, invitation) && (
              <InvitationButton
                label="Revoke"
                action={revokeInvitationAction.bind(null, scope.org.id)}
                undo={
                  canInvite(scope, role)
                    ? {
                        action: inviteMembersAction.bind(null, scope.org.id),
                        fields: { emails: email, role },
                      }
                    : undefined
                }
                id={id}
              />
            )}
          </div>
        </TableCell>
      )}
    </TableRow>
  )
}

const canResend = ({ membership }: OrgScope) => can(membership, 'invitation.resend')

function canRevoke({ user, membership }: OrgScope, { invitedBy }: PendingInvitation) {
  const isOwn = invitedBy === user.id
  return can(membership, isOwn ? 'invitation.revoke_own' : 'invitation.revoke')
}

const canInvite = ({ membership }: OrgScope, role: Role) =>
  can(membership, role === 'admin' ? 'invitation.create_admin' : 'invitation.create')

function InvitationButton({
  label,
  action,
  undo,
  id,
}: {
  label: string
  action: FormAction
  undo?: Undo
  id: string
}) {
  return (
    <ToastForm action={action} undo={undo}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="ghost" size="sm" aria-describedby={id}>
        {label}
      </SubmitButton>
    </ToastForm>
  )
}
