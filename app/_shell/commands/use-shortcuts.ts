import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { Command } from './command'

const SEQUENCE_MS = 1000

/** Ctrl+K or ⌘K calls `openMenu`. The shortcuts of commands work outside fields, menus and dialogs. */
export function useShortcuts(commands: Command[], openMenu: () => void) {
  const router = useRouter()
  useEffect(() => {
    let last = { key: '', at: Number.NEGATIVE_INFINITY }
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, timeStamp, ctrlKey, metaKey, altKey } = event
      if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') {
        event.preventDefault()
        openMenu()
      } else if (!ctrlKey && !metaKey && !altKey && !isTaken(event.target)) {
        const typed = timeStamp - last.at < SEQUENCE_MS ? `${last.key} ${key}` : key
        last = { key, at: timeStamp }
        const command = commands.find(({ shortcut }) => shortcut === typed.toLowerCase())
        if (command) router.push(command.href)
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [commands, openMenu, router])
}

/** Whether keys already do something else. */
function isTaken(target: EventTarget | null) {
  const isField = target instanceof Element && target.closest('input, select, textarea')
  return isField || document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')
}
