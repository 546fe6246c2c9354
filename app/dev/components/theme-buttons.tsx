'use client'

import { THEMES } from '@/app/_shell/use-theme'
import { Button } from '@/components/ui/button'

/** Changes the theme until the page is loaded again. */
export function ThemeButtons() {
  return THEMES.map(({ value, label, icon: Icon }) => (
    <Button key={value} variant="outline" onClick={() => show(value)}>
      <Icon aria-hidden />
      <span>{label}</span>
    </Button>
  ))
}

function show(theme: string) {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
}
