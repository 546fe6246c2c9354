'use client'

import { Button } from './ui/button'

export function ReloadButton() {
  return <Button onClick={() => location.reload()}>Reload</Button>
}
