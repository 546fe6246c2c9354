import { useRef } from 'react'

/** A dialog opened from a menu returns the focus to the menu's button, because the item is gone. */
export function useReturnFocus() {
  const opener = useRef<HTMLElement>(null)
  return {
    onOpenAutoFocus() {
      const menu = document.activeElement?.closest('[role=menu]')
      opener.current = document.getElementById(menu?.getAttribute('aria-labelledby') ?? '')
    },
    onCloseAutoFocus(event: Event) {
      if (!opener.current?.isConnected) return
      event.preventDefault()
      opener.current.focus()
    },
  }
}
