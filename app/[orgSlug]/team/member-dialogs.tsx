'use client'

import { ConfirmDialog } from '@/components/overlays/confirm-dialog'
import { handOverAction, leaveOrgAction, removeMemberAction } from './actions'

export type MemberProps = {
  org: { id: string; name: string }
  member: { userId: string; name: string }
}

type Props = MemberProps & { open: boolean; onOpenChange: (open: boolean) => void }

export function HandOver({ org, member: { userId, name }, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Hand ${org.name} over to ${name}?`}
      description={`${name} becomes an admin, and you become a member. Your pending invitations for admins are revoked. Only an admin can undo this.`}
      submit="Hand over organization"
      variant="primary"
      action={handOverAction.bind(null, org.id)}
    >
      <input type="hidden" name="userId" value={userId} />
    </ConfirmDialog>
  )
}

export function RemoveMember({ org, member: { userId, name }, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Remove ${name}?`}
      description={`${name} loses access to ${org.name} immediately. Their pending invitations are revoked. Everything else they created stays.`}
      submit="Remove member"
      action={removeMemberAction.bind(null, org.id)}
    >
      <input type="hidden" name="userId" value={userId} />
    </ConfirmDialog>
  )
}

export function LeaveOrg({ org, member: _, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Leave ${org.name}?`}
      description="You lose access immediately, and your pending invitations are revoked. To come back, you need a new invitation."
      submit="Leave organization"
      action={leaveOrgAction.bind(null, org.id)}
    />
  )
}
