'use client'

import { useEffect, useRef } from 'react'
import { Input } from '@/components/ui/input'

/** Follows the address when that changes, as by going back, and keeps the focus while it does. */
export function SearchField({ value }: { value: string }) {
  const input = useRef<HTMLInputElement>(null)
  const shown = useRef(value)
  useEffect(() => {
    if (input.current && shown.current !== value) input.current.value = value
    shown.current = value
  }, [value])
  return (
    <Input
      ref={input}
      type="search"
      name="q"
      defaultValue={value}
      maxLength={254}
      aria-label="Search members"
      placeholder="Name or address"
    />
  )
}
