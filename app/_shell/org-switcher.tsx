'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { cn } from '@/components/cn'
import { Popover, PopoverTrigger } from '@/components/overlays/popover'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { OrgMenu } from './org-menu'

/** `current` is the org of the page. The list of orgs is loaded when the menu opens. */
export function OrgSwitcher({
  current,
  ...hrefs
}: {
  current?: { id: string; name: string }
  listHref: string
  createHref: string
}) {
  const [open, setOpen] = useState(false)
  const name = current?.name ?? 'Organizations'
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          aria-label={`${name}, switch organization`}
          className={cn(
            'min-w-0 max-w-[60vw] justify-start px-2 text-foreground',
            current && 'lg:w-full lg:max-w-none',
          )}
        >
          {current && <Avatar name={name} shape="square" size="sm" />}
          <span className="min-w-0 truncate font-semibold">{name}</span>
          <ChevronsUpDown aria-hidden className="ml-auto size-3.5 text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      {open && <OrgMenu current={current?.id} {...hrefs} />}
    </Popover>
  )
}
