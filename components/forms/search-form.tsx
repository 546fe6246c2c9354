'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from './input'
import { QueryForm } from './query-form'

/** Searches by the URL: `href` with the field `q`. `label` names the field for screen readers. */
export function SearchForm({
  href,
  value,
  label,
  placeholder,
}: {
  href: string
  value: string
  label: string
  placeholder: string
}) {
  const input = useRef<HTMLInputElement>(null)
  const shown = useRef(value)
  // Going back changes the URL. A new key would update the field too, but drop the focus.
  useEffect(() => {
    if (input.current && shown.current !== value) input.current.value = value
    shown.current = value
  }, [value])
  return (
    <search className="w-full sm:w-96">
      <QueryForm href={href} className="flex gap-2">
        <Input
          ref={input}
          type="search"
          name="q"
          defaultValue={value}
          maxLength={254}
          aria-label={label}
          placeholder={placeholder}
        />
        <Button type="submit" variant="outline">
          Search
        </Button>
      </QueryForm>
    </search>
  )
}
