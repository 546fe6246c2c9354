import { CircleUser, LogOut, MailOpen } from 'lucide-react'
import {
  DropdownMenu,
  DropdownMenuChoice,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuLink,
  DropdownMenuSeparator,
} from '@/components/overlays/dropdown-menu'
import type { Overlay } from '@/components/overlays/use-overlay'
import { paths } from '@/lib/tenancy/paths'
import { THEMES, useTheme } from './use-theme'

export function AccountItems({
  email,
  onSignOut,
  ...overlay
}: Overlay & { email: string; onSignOut: () => void }) {
  const [theme, setTheme] = useTheme()
  return (
    <DropdownMenu {...overlay}>
      <DropdownMenuLabel>{email}</DropdownMenuLabel>
      <DropdownMenuLink icon={CircleUser} href={paths.account}>
        Account
      </DropdownMenuLink>
      <DropdownMenuLink icon={MailOpen} href={paths.invitations}>
        Invitations
      </DropdownMenuLink>
      <DropdownMenuSeparator />
      <DropdownMenuChoice label="Theme" value={theme} options={THEMES} onChange={setTheme} />
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={LogOut} onSelect={onSignOut}>
        Sign out
      </DropdownMenuItem>
    </DropdownMenu>
  )
}
