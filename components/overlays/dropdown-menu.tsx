import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'
import { cn } from '@/components/cn'
import { Anchor } from './anchor'
import { contentProps, type Overlay } from './use-overlay'
import './style-nonce'

/**
 * An open menu. Its name is that of its button. It stands in the same landmark, and the rest of the page stays
 * readable for screen readers.
 */
export function DropdownMenu({ opener, onClose, children }: Overlay & { children: ReactNode }) {
  return (
    <Radix.Root open onOpenChange={onClose} modal={false}>
      <Radix.Trigger asChild>
        <Anchor opener={opener} />
      </Radix.Trigger>
      <Radix.Portal container={opener.current?.closest<HTMLElement>('main, header, aside')}>
        <Radix.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-labelledby={undefined}
          aria-label={opener.current?.getAttribute('aria-label') ?? undefined}
          {...contentProps({ opener, onClose })}
          // The click on the button closes it.
          onInteractOutside={(event) => {
            if (opener.current?.contains(event.target as Node)) event.preventDefault()
          }}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-[max(12rem,var(--radix-dropdown-menu-trigger-width))] max-w-80 origin-(--radix-dropdown-menu-content-transform-origin) overflow-y-auto rounded-lg border bg-popover p-1 text-sm shadow-float outline-none motion-safe:animate-pop"
        >
          <FocusFirst opener={opener} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Radix focuses the first item only if the key was pressed after its code had loaded. */
function FocusFirst({ opener }: Pick<Overlay, 'opener'>) {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!opener.current?.matches(':focus-visible')) return
    const menu = mark.current?.closest('[role=menu]')
    menu
      ?.querySelector<HTMLElement>('[role=menuitem]:not([data-disabled])')
      ?.focus({ preventScroll: true })
  }, [opener])
  return <span ref={mark} hidden />
}

export function DropdownMenuItem({
  icon: Icon,
  variant = 'default',
  children,
  ...props
}: ComponentProps<typeof Radix.Item> & {
  icon: LucideIcon
  variant?: 'default' | 'destructive'
}) {
  return (
    <Radix.Item
      className={cn(
        itemClass,
        variant === 'destructive'
          ? 'text-destructive data-highlighted:bg-destructive-soft [&_svg]:text-destructive'
          : 'data-highlighted:bg-accent [&_svg]:text-muted-foreground',
      )}
      {...props}
    >
      <Icon aria-hidden />
      <span>{children}</span>
    </Radix.Item>
  )
}

/** A menu item that is a link. */
export function DropdownMenuLink({
  icon,
  href,
  children,
}: {
  icon: LucideIcon
  href: string
  children: ReactNode
}) {
  const Icon = icon
  return (
    <Radix.Item
      asChild
      className={cn(itemClass, 'data-highlighted:bg-accent [&_svg]:text-muted-foreground')}
    >
      <a href={href}>
        <Icon aria-hidden />
        <span>{children}</span>
      </a>
    </Radix.Item>
  )
}

/** A choice of one item, which stays open. */
export function DropdownMenuChoice({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: { value: string; label: string; icon: LucideIcon }[]
  onChange: (value: string) => void
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {options.map(({ value, label, icon: Icon }) => (
        <Radix.RadioItem
          key={value}
          value={value}
          onSelect={(event) => event.preventDefault()}
          className={cn(itemClass, 'data-highlighted:bg-accent [&_svg]:text-muted-foreground')}
        >
          <Icon aria-hidden />
          <span>{label}</span>
          <Radix.ItemIndicator className="ml-auto">
            <Check aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="w-0 min-w-full px-2 py-1.5 font-medium text-muted-foreground text-xs">
      {children}
    </Radix.Label>
  )
}

const itemClass =
  "relative flex min-h-8 w-full cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 -outline-offset-2 data-disabled:pointer-events-none data-disabled:opacity-50 pointer-coarse:min-h-11 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0"
