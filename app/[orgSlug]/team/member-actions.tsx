'use client'

import {
  ArrowRightLeft,
  Ellipsis,
  LogOut,
  type LucideIcon,
  ShieldMinus,
  ShieldPlus,
  UserMinus,
} from 'lucide-react'
import { type ComponentProps, useState, useTransition } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/overlays/dropdown-menu'
import { useToast } from '@/components/toaster'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import type { Role } from '@/lib/orgs/roles'
import { makeAdminAction, makeMemberAction } from './actions'
import { HandOver, LeaveOrg, type MemberProps, RemoveMember } from './member-dialogs'

type DialogName = 'hand over' | 'remove' | 'leave'

export function MemberActions({
  org,
  member,
  role,
  isSelf,
  canUpdate,
  canRemove,
}: MemberProps & { role: Role; isSelf: boolean; canUpdate: boolean; canRemove: boolean }) {
  const [openDialog, setOpenDialog] = useState<DialogName>()
  const [pending, changeTo] = useRoleChange({ org, member })
  const dialog = (name: DialogName) => ({
    org,
    member,
    open: openDialog === name,
    onOpenChange: (open: boolean) => setOpenDialog(open ? name : undefined),
  })
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Actions for ${member.name}`}
            aria-busy={pending || undefined}
          >
            {pending ? <Spinner /> : <Ellipsis aria-hidden />}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {canUpdate && role !== 'admin' && (
            <Item icon={ShieldPlus} onSelect={() => changeTo('admin')}>
              Make admin
            </Item>
          )}
          {canUpdate && role !== 'member' && (
            <Item icon={ShieldMinus} onSelect={() => changeTo('member')}>
              Make member
            </Item>
          )}
          {canUpdate && !isSelf && (
            <Item icon={ArrowRightLeft} onSelect={() => setOpenDialog('hand over')}>
              Hand over organization
            </Item>
          )}
          {canRemove && !isSelf && (
            <Item icon={UserMinus} variant="destructive" onSelect={() => setOpenDialog('remove')}>
              Remove
            </Item>
          )}
          {isSelf && (
            <Item icon={LogOut} variant="destructive" onSelect={() => setOpenDialog('leave')}>
              Leave organization
            </Item>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <HandOver {...dialog('hand over')} />
      <RemoveMember {...dialog('remove')} />
      <LeaveOrg {...dialog('leave')} />
    </>
  )
}

function useRoleChange({ org, member }: MemberProps) {
  const [pending, start] = useTransition()
  const toast = useToast()
  const changeTo = (role: Role) =>
    start(async () => {
      const action = role === 'admin' ? makeAdminAction : makeMemberAction
      const form = new FormData()
      form.set('userId', member.userId)
      toast(await action(org.id, {}, form))
    })
  return [pending, changeTo] as const
}

function Item({
  icon: Icon,
  children,
  ...props
}: ComponentProps<typeof DropdownMenuItem> & { icon: LucideIcon }) {
  return (
    <DropdownMenuItem {...props}>
      <Icon aria-hidden />
      <span>{children}</span>
    </DropdownMenuItem>
  )
}
