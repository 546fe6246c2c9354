'use client'

import { ChevronsUpDown, LogOut, MailOpen } from 'lucide-react'
import { useTransition } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '@/components/overlays/dropdown-menu'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { paths } from '@/lib/tenancy/paths'
import { signOutAction } from './actions'

export function AccountMenu({
  name,
  email,
  wide,
}: {
  name: string
  email: string
  wide?: boolean
}) {
  // Unlike React's own startTransition, this one shows the error page if the action fails.
  const [, startTransition] = useTransition()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          aria-label={`${name}, account menu`}
          className={wide ? 'w-full justify-start px-2 max-lg:w-auto' : 'px-1.5'}
        >
          <Avatar name={name} size="sm" />
          {wide && (
            <>
              <span className="min-w-0 truncate max-lg:sr-only">{name}</span>
              <ChevronsUpDown aria-hidden className="ml-auto size-3.5 max-lg:hidden" />
            </>
          )}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>{email}</DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <a href={paths.invitations}>
            <MailOpen aria-hidden />
            Invitations
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => startTransition(() => signOutAction(new FormData()))}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
