'use client'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { handOverAction, leaveOrgAction, removeMemberAction } from './actions'
import type { MemberProps } from './member-actions'

type Props = MemberProps & { open: boolean; onOpenChange: (open: boolean) => void }

export function HandOver({ org, member: { userId, name }, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Hand ${org.name} over to ${name}?`}
      description={`${name} becomes an admin, and you become a member. Only an admin can change that back.`}
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
      description={`${name} loses access to ${org.name} at once. What they have made stays.`}
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
      description="You lose access to it at once. To come back, you need a new invitation."
      submit="Leave organization"
      action={leaveOrgAction.bind(null, org.id)}
    />
  )
}
