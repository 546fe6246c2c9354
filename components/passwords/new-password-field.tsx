'use client'

import { useCallback, useState } from 'react'
import { cn } from '@/components/cn'
import { typedFields } from '@/components/forms/drafts'
import type { findWeakness } from '@/lib/passwords/find-weakness'
import { codePoints, MAX_LENGTH, MIN_LENGTH } from '@/lib/passwords/password-length'
import { PasswordField } from './password-field'

type Typed = { password: string; name?: string; email?: string }

/** Shows what the server checks: the length, and the list of common passwords once it has loaded. */
export function NewPasswordField({ label }: { label: string }) {
  const [typed, setTyped] = useState<Typed>({ password: '' })
  const [find, setFind] = useState<typeof findWeakness>()
  const onType = useCallback((password: string, form: HTMLFormElement | null) => {
    setTyped({ ...(form && typedFields(new FormData(form))), password })
  }, [])
  const loadList = async () => {
    const loaded = await import('@/lib/passwords/find-weakness').catch(() => null)
    if (loaded) setFind(() => loaded.findWeakness)
  }
  return (
    <PasswordField
      name="password"
      label={label}
      autoComplete="new-password"
      onFocus={loadList}
      onType={onType}
      hint={<Meter length={codePoints(typed.password)} {...judge(typed, find)} />}
    />
  )
}

function judge({ password, ...person }: Typed, find?: typeof findWeakness) {
  const length = codePoints(password)
  if (length < MIN_LENGTH) {
    return { color: 'bg-muted-foreground', text: `At least ${MIN_LENGTH} characters.` }
  }
  const problem =
    length > MAX_LENGTH ? `Use at most ${MAX_LENGTH} characters.` : find?.(password, person)
  if (problem) return { color: 'bg-destructive-solid', text: problem }
  return {
    color: 'bg-success',
    text: find ? 'Long enough, and not one of the 10,000 most common.' : 'Long enough.',
  }
}

/** One bar for each character of the minimum. */
function Meter({ length, color, text }: { length: number; color: string; text: string }) {
  return (
    <>
      <span aria-hidden className="mb-1 grid grid-cols-8 gap-1">
        {BARS.map((bar) => (
          <span key={bar} className={cn('h-1 rounded-full', bar < length ? color : 'bg-border')} />
        ))}
      </span>
      <span aria-live="polite">{text}</span>
    </>
  )
}

const BARS = [...Array(MIN_LENGTH).keys()]
