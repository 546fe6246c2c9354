import type { ReactNode } from 'react'
import { UserShell } from '@/app/_shell/user-shell'
import { requireUser } from '@/lib/auth/guards'

export default async function AppLayout({ children }: { children: ReactNode }) {
  return <UserShell user={await requireUser()}>{children}</UserShell>
}
