import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { focusNear } from '@/components/focus/focus-near'
import { useReady } from '@/components/use-hydrated'

/** What a menu, popover or dialog needs of the button that opened it. It is rendered only while it is open. */
export type Overlay = { opener: RefObject<HTMLElement | null>; onClose: () => void }

/** The state of an overlay and the props of its button. Hover and focus call `preload`. */
export function useOverlay(kind: 'menu' | 'dialog', preload: () => void) {
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const button = {
    ...useReady(),
    ...openerProps(kind, open, preload, () => setOpen(!open)),
    ref: opener,
  }
  return { open, setOpen, button, overlay: { opener, onClose: () => setOpen(false) } }
}

export function openerProps(
  kind: 'menu' | 'dialog',
  open: boolean,
  preload: () => void,
  onOpen: (button: HTMLElement) => void,
) {
  return {
    'aria-haspopup': kind,
    'aria-expanded': open,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: (event: { currentTarget: HTMLElement }) => onOpen(event.currentTarget),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (kind !== 'menu' || event.key !== 'ArrowDown') return
      event.preventDefault()
      onOpen(event.currentTarget)
    },
  } as const
}

/** For the content of an overlay. What the user clicked outside keeps the focus. */
export function contentProps({ opener, onClose }: Overlay) {
  const button = opener.current
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      if (!button || document.activeElement !== document.body) return
      if (button.isConnected) button.focus()
      else focusNear(button)
    },
    // Radix gives Escape to what opened last, which may be a toast.
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    },
  }
}
