'use client'

import { useEffect } from 'react'
import { focusNear, rememberRows } from './focus-near'

/** Moves the focus on when its element is removed from the page. Without it, Tab starts at the top again. */
export function KeepFocus() {
  useEffect(() => {
    let focused: Element | undefined
    const onFocus = ({ target }: FocusEvent) => {
      // Menus and dialogs return the focus themselves. Dialogs are outside of main.
      const isInPage =
        target instanceof Element && target.closest('main, [role=menu]')?.matches('main')
      focused = isInPage ? target : undefined
    }
    const observer = new MutationObserver((records) => {
      records.forEach(rememberRows)
      const isLost = focused?.isConnected === false && document.activeElement === document.body
      if (focused && isLost) focusNear(focused)
    })
    document.addEventListener('focusin', onFocus)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', onFocus)
      observer.disconnect()
    }
  }, [])
  return null
}
