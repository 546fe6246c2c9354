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
import { useToast } from '@/components/toaster'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Spinner } from '@/components/ui/spinner'
import type { Role } from '@/lib/orgs/roles'
import { makeAdminAction, makeMemberAction } from './actions'
import { HandOver, LeaveOrg, RemoveMember } from './member-dialogs'

export type MemberProps = {
  org: { id: string; name: string }
  member: { userId: string; name: string }
}

/** The menu at the end of a member's row: on one's own, one may always leave. */
export function MemberActions({
  org,
  member,
  role,
  own,
  mayUpdate,
  mayRemove,
}: MemberProps & { role: Role; own: boolean; mayUpdate: boolean; mayRemove: boolean }) {
  const [asked, ask] = useState<'hand over' | 'remove' | 'leave'>()
  const [pending, changeTo] = useRoleChange({ org, member })
  const dialog = (question: typeof asked) => ({
    org,
    member,
    open: asked === question,
    onOpenChange: (open: boolean) => ask(open ? question : undefined),
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
          {mayUpdate && role !== 'admin' && (
            <Item icon={ShieldPlus} onSelect={() => changeTo('admin')}>
              Make admin
            </Item>
          )}
          {mayUpdate && role !== 'member' && (
            <Item icon={ShieldMinus} onSelect={() => changeTo('member')}>
              Make member
            </Item>
          )}
          {mayUpdate && !own && (
            <Item icon={ArrowRightLeft} onSelect={() => ask('hand over')}>
              Hand over organization
            </Item>
          )}
          {mayRemove && !own && (
            <Item icon={UserMinus} variant="destructive" onSelect={() => ask('remove')}>
              Remove
            </Item>
          )}
          {own && (
            <Item icon={LogOut} variant="destructive" onSelect={() => ask('leave')}>
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
      {children}
    </DropdownMenuItem>
  )
}
