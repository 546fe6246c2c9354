import { Monitor, Moon, Sun } from 'lucide-react'
import { startTransition, useState } from 'react'
import { setThemeAction } from './actions'

export const THEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'System', icon: Monitor },
]

/** Only for what is rendered in the browser. */
export function useTheme() {
  const [theme, setTheme] = useState(() => document.documentElement.dataset.theme ?? 'system')
  const choose = (theme: string) => {
    setTheme(theme)
    applyTheme(theme)
  }
  return [theme, choose] as const
}

/** Shows the theme at once, and remembers it in this browser. Without a connection, it holds for this page. */
export function applyTheme(theme: string) {
  const { dataset } = document.documentElement
  // Otherwise the colors of buttons and links would change later than the rest.
  dataset.switching = ''
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  requestAnimationFrame(() => requestAnimationFrame(() => delete dataset.switching))
  const form = new FormData()
  form.set('theme', theme)
  startTransition(() => setThemeAction({}, form).then(ignore, ignore))
}

const ignore = () => {}
