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
      description={`${name} becomes an admin, and you become a member. Only an admin can undo this.`}
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
      description={`${name} loses access to ${org.name} immediately. Everything they created stays.`}
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
      description="You lose access immediately. To come back, you need a new invitation."
      submit="Leave organization"
      action={leaveOrgAction.bind(null, org.id)}
    />
  )
}
