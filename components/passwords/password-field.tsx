'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useForm } from '@/components/forms/action-form'
import { FieldFrame } from '@/components/forms/field'
import { Input } from '@/components/forms/input'
import { Button } from '@/components/ui/button'
import { useHydrated } from '@/components/use-hydrated'

/** A field of a form, with a button that shows the password until the form is submitted. */
export function PasswordField({
  name,
  autoComplete = 'current-password',
  onFocus,
  onType,
  hint,
  ...frame
}: Pick<ComponentProps<typeof FieldFrame>, 'label' | 'hint' | 'aside'> &
  Pick<ComponentProps<'input'>, 'autoComplete' | 'onFocus'> & {
    name: string
    /** Called with each text, also after the form is emptied. */
    onType?: (password: string, form: HTMLFormElement | null) => void
  }) {
  const error = useForm().errors?.[name]
  const hydrated = useHydrated()
  const [shown, setShown] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const form = input.current?.form
    // Browsers store what is in a text field and suggest it later.
    const hide = () => setShown(false)
    // A form can refuse to be emptied, which is known after the event.
    const read = () => queueMicrotask(() => onType?.(input.current?.value ?? '', form ?? null))
    form?.addEventListener('submit', hide)
    form?.addEventListener('reset', read)
    return () => {
      form?.removeEventListener('submit', hide)
      form?.removeEventListener('reset', read)
    }
  }, [onType])
  const EyeIcon = shown ? EyeOff : Eye
  return (
    // The error says what the hint says.
    <FieldFrame {...frame} hint={!error && hint} error={error}>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            ref={input}
            name={name}
            type={shown ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            required
            className="pr-11"
            onFocus={onFocus}
            onInput={({ currentTarget }) => onType?.(currentTarget.value, currentTarget.form)}
          />
          {hydrated && (
            <span className="absolute top-0.5 right-0.5 pointer-coarse:top-0 pointer-coarse:right-0">
              <Button variant="ghost" size="icon-sm" onClick={() => setShown(!shown)}>
                <EyeIcon aria-hidden />
                <span className="sr-only">{shown ? 'Hide password' : 'Show password'}</span>
              </Button>
            </span>
          )}
        </div>
      )}
    </FieldFrame>
  )
}
