import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from '@/components/cn'
import { FieldError } from '@/components/field-error'

import { Input } from './input'
import { Label } from './label'

type FieldProps = FrameProps & Omit<ComponentProps<'input'>, 'children' | 'className'>

export function Field({ label, hint, error, aside, id, className, ...input }: FieldProps) {
  // The error of a password says what its hint says.
  const isSaid = input.type === 'password' && error
  return (
    <FieldFrame {...{ label, hint: !isSaid && hint, error, aside, id, className }}>
      {(control) => <Input {...input} {...control} />}
    </FieldFrame>
  )
}

type FrameProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string | string[]
  /** Shown right of the label, but after the control in the tab order. */
  aside?: ReactNode
  id?: string
  className?: string
}

type Control = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** Label, hint and error for any control: `{(control) => <Select {...control}>…</Select>}`. */
export function FieldFrame({
  label,
  hint,
  error,
  aside,
  id,
  className,
  children,
}: FrameProps & { children: (control: Control) => ReactNode }) {
  const ownId = useId()
  const controlId = id ?? ownId
  const message = Array.isArray(error) ? error[0] : error
  const hintId = hint ? `${controlId}-hint` : undefined
  const errorId = message ? `${controlId}-error` : undefined

  return (
    <div className={cn('grid grid-cols-[minmax(0,1fr)_auto] gap-y-1.5', className)}>
      <Label htmlFor={controlId}>{label}</Label>
      <div className="col-span-2 row-start-2">
        {children({
          id: controlId,
          'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
          'aria-invalid': message ? true : undefined,
        })}
      </div>
      {aside && (
        <div className="col-start-2 row-start-1 text-sm leading-5 pointer-coarse:pb-1.5">
          {aside}
        </div>
      )}
      {message && <FieldError id={errorId} controlId={controlId} message={message} />}
      {hint && (
        <p id={hintId} className="col-span-2 text-[0.8125rem] text-muted-foreground leading-5">
          {hint}
        </p>
      )}
    </div>
  )
}
