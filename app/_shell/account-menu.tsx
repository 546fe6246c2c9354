'use client'

import { ChevronsUpDown } from 'lucide-react'
import { Suspense, useTransition } from 'react'
import { loadLater } from '@/components/overlays/load-later'
import { useOverlay } from '@/components/overlays/use-overlay'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { signOutAction } from './actions'

const { Component: AccountItems, preload } = loadLater(() =>
  import('./account-items').then((module) => module.AccountItems),
)

export function AccountMenu({
  name,
  email,
  picture,
  invitations,
  wide,
}: {
  name: string
  email: string
  /** The URL. */
  picture?: string
  /** How many invitations wait. */
  invitations: number
  wide?: boolean
}) {
  const { open, button, overlay } = useOverlay('menu', preload)
  // Unlike React's own startTransition, this one shows the error page if the action fails. The items are
  // gone by then.
  const [, startTransition] = useTransition()
  const signOut = () => startTransition(() => signOutAction(new FormData()))
  return (
    <>
      <Button
        {...button}
        variant="ghost"
        size="nav"
        aria-label={[name, 'account menu', invitations && waitingText(invitations)]
          .filter(Boolean)
          .join(', ')}
        className={wide ? 'w-full max-lg:w-auto' : ''}
      >
        <span className="relative">
          <Avatar name={name} picture={picture} size="sm" />
          {invitations > 0 && (
            <span className="-top-0.5 -right-0.5 absolute size-2.5 rounded-full border-2 border-card bg-primary" />
          )}
        </span>
        {wide && (
          <>
            <span title={name} className="min-w-0 truncate max-lg:hidden">
              {name}
            </span>
            <ChevronsUpDown aria-hidden className="ml-auto size-3.5 max-lg:hidden" />
          </>
        )}
      </Button>
      <Suspense>
        {open && (
          <AccountItems {...overlay} email={email} invitations={invitations} onSignOut={signOut} />
        )}
      </Suspense>
    </>
  )
}

const waitingText = (count: number) =>
  count === 1 ? '1 invitation waiting' : `${count} invitations waiting`
