'use client'

import { ChevronsUpDown } from 'lucide-react'
import { Suspense } from 'react'
import { cn } from '@/components/cn'
import { loadLater } from '@/components/overlays/load-later'
import { useOverlay } from '@/components/overlays/use-overlay'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'

const { Component: OrgMenu, preload } = loadLater(() =>
  import('./org-menu').then((module) => module.OrgMenu),
)

/** `current` is the org of the page. The list of orgs is loaded when the menu opens. */
export function OrgSwitcher({
  current,
  ...hrefs
}: {
  current?: { id: string; name: string }
  listHref: string
  createHref: string
}) {
  const { open, button, overlay } = useOverlay('dialog', preload)
  const name = current?.name ?? 'Organizations'
  return (
    <>
      <Button
        {...button}
        variant="ghost"
        size="nav"
        aria-label={`${name}, switch organization`}
        className={cn('min-w-0 max-w-[60vw]', current && 'lg:w-full lg:max-w-none')}
      >
        {current && <Avatar name={name} shape="square" size="sm" />}
        <span title={name} className="min-w-0 truncate font-semibold text-foreground">
          {name}
        </span>
        <ChevronsUpDown aria-hidden className="ml-auto size-3.5 text-muted-foreground" />
      </Button>
      <Suspense>{open && <OrgMenu {...hrefs} {...overlay} current={current?.id} />}</Suspense>
    </>
  )
}
