import { useRef } from 'react'

/**
 * A dialog opened from a menu's item gives the focus back to that item, which is gone by then, and
 * so the place on the page is lost. These handlers give it to the button that opened the menu.
 */
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
