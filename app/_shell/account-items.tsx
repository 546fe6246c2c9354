import { LogOut, MailOpen } from 'lucide-react'
import {
  DropdownMenu,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuLink,
} from '@/components/overlays/dropdown-menu'
import type { Overlay } from '@/components/overlays/use-overlay'
import { paths } from '@/lib/tenancy/paths'

export function AccountItems({
  email,
  onSignOut,
  ...overlay
}: Overlay & { email: string; onSignOut: () => void }) {
  return (
    <DropdownMenu {...overlay}>
      <DropdownMenuLabel>{email}</DropdownMenuLabel>
      <DropdownMenuLink icon={MailOpen} href={paths.invitations}>
        Invitations
      </DropdownMenuLink>
      <DropdownMenuItem icon={LogOut} onSelect={onSignOut}>
        Sign out
      </DropdownMenuItem>
    </DropdownMenu>
  )
}
