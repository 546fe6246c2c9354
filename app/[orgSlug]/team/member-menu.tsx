import { ArrowRightLeft, LogOut, ShieldMinus, ShieldPlus, UserMinus } from 'lucide-react'
import {
  DropdownMenu,
  DropdownMenuLabel,
  DropdownMenuItem as Item,
} from '@/components/overlays/dropdown-menu'
import { OpenConfirmDialog } from '@/components/overlays/open-confirm-dialog'
import type { RowMenu } from '@/components/overlays/row-menus'
import type { Role } from '@/lib/orgs/roles'
import {
  handOverAction,
  leaveOrgAction,
  makeAdminAction,
  makeMemberAction,
  removeMemberAction,
} from './actions'

export type MemberRow = { id: string; name: string; role: Role; isDeleted: boolean }

export type MemberMenuProps = RowMenu<MemberRow> & {
  org: { id: string; name: string }
  /** Of the person who sees the page. */
  userId: string
  canUpdate: boolean
  canRemove: boolean
  /** An organization needs an admin, so this one can neither leave nor become a member. */
  isOnlyAdmin: boolean
}

export function MemberMenu(props: MemberMenuProps) {
  const { org, row, part, opener, onClose } = props
  const dialog = { opener, onClose }
  const member = <input type="hidden" name="userId" value={row.id} />
  switch (part) {
    case 'hand over':
      return (
        <OpenConfirmDialog
          {...dialog}
          title={`Hand ${org.name} over to ${row.name}?`}
          description={`${row.name} becomes an admin, and you become a member. Your pending invitations for admins are revoked. Only an admin can undo this.`}
          submit="Hand over organization"
          variant="primary"
          action={handOverAction.bind(null, org.id)}
        >
          {member}
        </OpenConfirmDialog>
      )
    case 'remove':
      return (
        <OpenConfirmDialog
          {...dialog}
          title={`Remove ${row.name}?`}
          description={`${row.isDeleted ? `${row.name} can no longer come back to ${org.name} by restoring the account.` : `${row.name} loses access to ${org.name} immediately.`} Their pending invitations are revoked. Everything else they created stays.`}
          submit="Remove member"
          action={removeMemberAction.bind(null, org.id)}
        >
          {member}
        </OpenConfirmDialog>
      )
    case 'step down':
      return (
        <OpenConfirmDialog
          {...dialog}
          title="Make yourself a member?"
          description={`You can no longer manage ${org.name} and its people, and your pending invitations for admins are revoked. Only another admin can undo this.`}
          submit="Make me a member"
          action={makeMemberAction.bind(null, org.id)}
        >
          {member}
        </OpenConfirmDialog>
      )
    case 'leave':
      return (
        <OpenConfirmDialog
          {...dialog}
          title={`Leave ${org.name}?`}
          description="You lose access immediately, and your pending invitations are revoked. To come back, you need a new invitation."
          submit="Leave organization"
          action={leaveOrgAction.bind(null, org.id)}
        />
      )
    default:
      return <Menu {...props} />
  }
}

function Menu({
  org,
  userId,
  canUpdate: canUpdateOthers,
  canRemove,
  isOnlyAdmin,
  row: { id, role, isDeleted },
  opener,
  onClose,
  show,
  run,
}: MemberMenuProps) {
  const isSelf = id === userId
  const isNeeded = isSelf && isOnlyAdmin
  const canUpdate = canUpdateOthers && !isDeleted
  const changeWith = (action: typeof makeAdminAction, undo: typeof makeAdminAction) => () => {
    const form = new FormData()
    form.set('userId', id)
    run(() => action(org.id, {}, form), {
      action: undo.bind(null, org.id),
      fields: { userId: id },
    })
  }
  return (
    <DropdownMenu opener={opener} onClose={onClose}>
      {canUpdate && role !== 'admin' && (
        <Item icon={ShieldPlus} onSelect={changeWith(makeAdminAction, makeMemberAction)}>
          Make admin
        </Item>
      )}
      {isNeeded && (
        <DropdownMenuLabel>
          You are the only admin. Make another member admin first.
        </DropdownMenuLabel>
      )}
      {canUpdate && role !== 'member' && (
        <Item
          icon={ShieldMinus}
          disabled={isNeeded}
          onSelect={
            isSelf ? () => show('step down') : changeWith(makeMemberAction, makeAdminAction)
          }
        >
          Make member
        </Item>
      )}
      {canUpdate && !isSelf && (
        <Item icon={ArrowRightLeft} onSelect={() => show('hand over')}>
          Hand over organization
        </Item>
      )}
      {canRemove && !isSelf && (
        <Item icon={UserMinus} variant="destructive" onSelect={() => show('remove')}>
          Remove
        </Item>
      )}
      {isSelf && (
        <Item
          icon={LogOut}
          variant="destructive"
          disabled={isNeeded}
          onSelect={() => show('leave')}
        >
          Leave organization
        </Item>
      )}
    </DropdownMenu>
  )
}
