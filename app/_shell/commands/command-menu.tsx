'use client'

import { Search } from 'lucide-react'
import { Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { cn } from '@/components/cn'
import { loadLater } from '@/components/overlays/load-later'
import { openerProps } from '@/components/overlays/use-overlay'
import { useHydrated, useReady } from '@/components/use-hydrated'
import type { CommandDialogProps } from './command-dialog'
import { useShortcuts } from './use-shortcuts'

const { Component: CommandDialog, preload } = loadLater(() =>
  import('./command-dialog').then((module) => module.CommandDialog),
)

/** The button of the command menu, and its keys. On narrow screens, it is an icon. */
export function CommandMenu({
  className,
  pages = NO_PAGES,
  commands = NO_COMMANDS,
  ...props
}: Omit<CommandDialogProps, 'opener' | 'onClose' | 'pages' | 'commands'> &
  Partial<Pick<CommandDialogProps, 'pages' | 'commands'>> & { className?: string }) {
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLElement>(null)
  const openFrom = useCallback((element: Element | null) => {
    opener.current = element instanceof HTMLElement ? element : null
    setOpen(true)
  }, [])
  const openMenu = useCallback(() => openFrom(document.activeElement), [openFrom])
  useShortcuts(
    useMemo(() => [...pages, ...commands], [pages, commands]),
    openMenu,
  )
  const hydrated = useHydrated()
  return (
    <>
      <button
        type="button"
        {...useReady()}
        {...openerProps('dialog', open, preload, openFrom)}
        aria-keyshortcuts="Control+K Meta+K"
        className={cn(
          'flex h-9 shrink-0 items-center gap-2 rounded-md text-muted-foreground text-sm transition-colors hover:bg-muted hover:text-foreground aria-disabled:cursor-default max-lg:ml-auto max-lg:w-9 max-lg:justify-center lg:border lg:border-input/60 lg:bg-card lg:px-2.5 lg:shadow-raised pointer-coarse:h-11 max-lg:pointer-coarse:w-11',
          className,
        )}
      >
        <Search aria-hidden className="size-4 max-lg:size-5" />
        <span className="max-lg:sr-only">Jump to…</span>
        {hydrated && (
          <kbd aria-hidden className="ml-auto font-sans text-xs max-lg:hidden">
            {modifier()} K
          </kbd>
        )}
      </button>
      <Suspense>
        {open && (
          <CommandDialog
            {...props}
            pages={pages}
            commands={commands}
            opener={opener}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  )
}

const NO_PAGES: CommandDialogProps['pages'] = []
const NO_COMMANDS: CommandDialogProps['commands'] = []

const modifier = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl')
