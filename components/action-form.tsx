'use client'

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useActionState,
  useContext,
} from 'react'
import type { FormState } from '@/lib/forms'
import { cn } from './cn'
import { Field, FieldFrame } from './ui/field'
import { FormMessage } from './ui/form-message'
import { Select } from './ui/select'
import { Textarea } from './ui/textarea'
import { useHydrated } from './use-hydrated'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

const FormContext = createContext<FormState>({})

/**
 * A form of a server action. Its fields find their errors, and what was typed, by their names.
 * Works without JavaScript too.
 */
export function ActionForm({
  action,
  initial = {},
  onResult,
  className,
  children,
}: {
  action: FormAction
  /** What the form says before it is sent. */
  initial?: FormState
  /** Is told each answer, and answers whether it says it in place of the form. */
  onResult?: (answer: FormState) => boolean
  className?: string
  children: ReactNode
}) {
  // The change may take this form off the page together with its state, so the answer is handed on
  // before. Until there is JavaScript, the form posts the server's action itself.
  const answered = async (previous: FormState, form: FormData) => {
    const next = await action(previous, form)
    return onResult?.(next) ? {} : next
  }
  const [state, dispatch] = useActionState(useHydrated() ? answered : action, initial)
  return (
    <form action={dispatch} noValidate className={cn('space-y-5', className)}>
      <FormMessage tone={state.ok ? 'success' : 'error'}>{state.message}</FormMessage>
      <FormContext value={state}>{children}</FormContext>
    </form>
  )
}

/** What the form around knows. */
export const useForm = () => useContext(FormContext)

export function FormField({ name, defaultValue, ...props }: FieldProps) {
  const { errors, values } = useForm()
  const typed = props.value === undefined ? { defaultValue: values?.[name] ?? defaultValue } : {}
  return <Field {...props} {...typed} name={name} error={errors?.[name]} />
}

type FieldProps = Omit<ComponentProps<typeof Field>, 'error'> & { name: string }

export function FormTextarea({
  name,
  label,
  hint,
  ...props
}: ComponentProps<'textarea'> & { name: string; label: string; hint?: string }) {
  const { errors, values } = useForm()
  return (
    <FieldFrame label={label} hint={hint} error={errors?.[name]}>
      {(control) => <Textarea {...props} {...control} name={name} defaultValue={values?.[name]} />}
    </FieldFrame>
  )
}

export function FormSelect({
  name,
  label,
  options,
  defaultValue = options[0]?.value,
}: {
  name: string
  label: string
  options: { value: string; label: string }[]
  defaultValue?: string
}) {
  const { errors, values } = useForm()
  return (
    <FieldFrame label={label} error={errors?.[name]}>
      {(control) => (
        <Select {...control} name={name} defaultValue={values?.[name] ?? defaultValue}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  )
}
