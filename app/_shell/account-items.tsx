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
import { Badge } from '@/components/ui/badge'
import { paths } from '@/lib/tenancy/paths'
import { THEMES, useTheme } from './use-theme'

export function AccountItems({
  email,
  invitations,
  onSignOut,
  ...overlay
}: Overlay & { email: string; invitations: number; onSignOut: () => void }) {
  const [theme, setTheme] = useTheme()
  return (
    <DropdownMenu {...overlay}>
      <DropdownMenuLabel>{email}</DropdownMenuLabel>
      <DropdownMenuLink icon={CircleUser} href={paths.account}>
        Account
      </DropdownMenuLink>
      <DropdownMenuLink icon={MailOpen} href={paths.invitations}>
        Invitations{' '}
        {invitations > 0 && (
          <Badge tone="primary" className="ml-1">
            {invitations}
          </Badge>
        )}
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
