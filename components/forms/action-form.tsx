'use client'

import {
  type ComponentProps,
  createContext,
  type FormEvent,
  Fragment,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import { ReloadButton } from '@/components/reload-button'
import { useHydrated } from '@/components/use-hydrated'
import type { FormState } from '@/lib/forms'
import { typedFields, useDrafts } from './drafts'
import { failedAction } from './failed-action'
import { Field, FieldFrame } from './field'
import { FormMessage } from './form-message'
import { Select } from './select'
import { Textarea } from './textarea'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

type FormValue = FormState & {
  /** Hides the error of a field until the next submit. */
  correct: (field: string) => void
}

const FormContext = createContext<FormValue>({ correct: () => {} })

/** A form for a server action. Its fields read their errors and submitted values by name. */
export function ActionForm({
  action,
  name,
  initial = {},
  onResult,
  id,
  className = 'space-y-5',
  children,
}: {
  action: FormAction
  /** Of a form in a dialog, which keeps what was typed when the dialog closes. */
  name?: string
  /** The state before the first submit. */
  initial?: FormState
  /** Called with each result. Return true to suppress the form's own message. */
  onResult?: (result: FormState) => boolean
  id?: string
  className?: string
  children: ReactNode
}) {
  // Calls onResult inside the action, because the result may unmount this form. Before hydration the
  // form needs the server action itself, so that it works without JavaScript.
  const actionWithResult = async (previous: FormState, form: FormData) => {
    if (name) drafts.setUnsent(name, undefined)
    const result = await action(previous, form).catch((error) =>
      failedAction(error, typedFields(form), (fields) =>
        drafts.keep(name ?? namesIn(form), fields),
      ),
    )
    const isShown = !result.outdated && onResult?.(result)
    if (name && !isShown) drafts.setUnsent(name, typedFields(form))
    hasErrors.current = Boolean(result.errors)
    return isShown ? { values: result.values } : result
  }
  const hasErrors = useRef(false)
  const drafts = useDrafts()
  const [first] = useState(initial)
  const [state, dispatch] = useActionState(useHydrated() ? actionWithResult : action, first)
  const [draft, setDraft] = useState<FormState['values']>(() =>
    name ? drafts.unsent(name) : undefined,
  )
  const [corrected, setCorrected] = useState({ of: state, fields: [] as string[] })
  const hidden = corrected.of === state ? corrected.fields : []
  const correct = (field: string) => {
    if (state.errors?.[field]) setCorrected({ of: state, fields: [...hidden, field] })
  }
  const onInput = ({ target, currentTarget }: FormEvent<HTMLFormElement>) => {
    correct((target as HTMLInputElement).name)
    if (name) drafts.setUnsent(name, typedFields(new FormData(currentTarget)))
  }
  // React resets the form after the action. A password stays while the errors of other fields are corrected.
  const onReset = (event: FormEvent) => {
    if (hasErrors.current) event.preventDefault()
  }
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const taken = element.current && drafts.take(name ?? namesIn(new FormData(element.current)))
    if (taken) setDraft(taken)
  }, [drafts, name])
  useEffect(() => {
    if (!state.errors) return
    const invalid = element.current?.querySelector<HTMLInputElement>('[aria-invalid=true]')
    invalid?.focus()
    if (invalid?.type === 'password') invalid.select()
  }, [state])
  const errors = Object.fromEntries(
    Object.entries(state.errors ?? {}).filter(([field]) => !hidden.includes(field)),
  )
  const values = draft && state === first ? draft : state.values
  return (
    <form
      ref={element}
      id={id}
      action={dispatch}
      onInput={onInput}
      onReset={onReset}
      noValidate
      className={className}
    >
      <FormMessage tone={state.ok ? 'success' : 'error'}>{state.message}</FormMessage>
      {state.outdated && <ReloadButton />}
      <FormContext value={{ ...state, errors, values, correct }}>
        {/* The key makes fields with a state of their own start again with the draft. */}
        <Fragment key={draft ? 'draft' : ''}>{children}</Fragment>
      </FormContext>
    </form>
  )
}

const namesIn = (form: FormData) => Object.keys(typedFields(form)).join()

/** The state of the surrounding form. */
export const useForm = () => useContext(FormContext)

export function FormField({ name, defaultValue, ...props }: FieldProps) {
  const { errors, values } = useForm()
  const uncontrolled =
    props.value === undefined ? { defaultValue: values?.[name] ?? defaultValue } : {}
  return <Field {...props} {...uncontrolled} name={name} error={errors?.[name]} />
}

type FieldProps = Omit<ComponentProps<typeof Field>, 'error'> & { name: string }

export function FormTextarea({
  name,
  label,
  hint,
  defaultValue,
  ...props
}: ComponentProps<'textarea'> & { name: string; label: string; hint?: string }) {
  const { errors, values } = useForm()
  const value = values?.[name] ?? defaultValue
  return (
    <FieldFrame label={label} hint={hint} error={errors?.[name]}>
      {(control) => <Textarea {...props} {...control} name={name} defaultValue={value} />}
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
