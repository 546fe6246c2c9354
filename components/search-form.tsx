'use client'

import { useEffect, useRef } from 'react'
import { QueryForm } from './query-form'
import { Button } from './ui/button'
import { Input } from './ui/input'

/** Searches with the query parameter `q`. `href` is the first page without a search. */
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
  return (
    <search className="w-full sm:w-96">
      <QueryForm href={href} className="flex gap-2">
        <SearchField value={value} label={label} placeholder={placeholder} />
        <Button type="submit" variant="outline">
          Search
        </Button>
      </QueryForm>
    </search>
  )
}

/** Shows the value of the URL when that changes, and keeps the focus. */
function SearchField({
  value,
  label,
  placeholder,
}: {
  value: string
  label: string
  placeholder: string
}) {
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
      aria-label={label}
      placeholder={placeholder}
    />
  )
}
