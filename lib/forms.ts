import { z } from 'zod'
import { AppError } from './errors'

/** What a form knows after it was sent: a message, or an error beside each field, and what was typed. */
export type FormState = {
  ok?: boolean
  message?: string
  errors?: Record<string, string>
  values?: Record<string, string>
  /** What the page shows is no longer so. */
  stale?: boolean
  /** What became of each of several things that were asked for at once. */
  outcomes?: Outcome[]
}

export type Outcome = { of: string; ok: boolean; text: string }

export type FormSchema = z.ZodObject<z.ZodRawShape>

/**
 * Validates a form, runs `run` with its fields, and answers its message, or the state that it
 * answers instead. An `AppError` becomes form state; any other error, and Next's redirects among
 * them, passes through.
 */
export async function runForm<S extends FormSchema>(
  schema: S,
  form: FormData,
  run: (input: z.infer<S>) => Promise<string | FormState>,
): Promise<FormState> {
  const typed = fieldsOf(schema, form)
  const parsed = schema.safeParse(typed)
  if (!parsed.success) return { errors: firstErrors(parsed.error), values: withoutSecrets(typed) }
  try {
    const done = await run(parsed.data)
    return typeof done === 'string' ? { ok: true, message: done } : done
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...messageOf(error), values: withoutSecrets(typed) }
  }
}

function messageOf({ code, field, message }: AppError): FormState {
  const stale = code === 'not_found' || undefined
  return field ? { errors: { [field]: message }, stale } : { message, stale }
}

function fieldsOf(schema: FormSchema, form: FormData): Record<string, string> {
  const names = Object.keys(schema.shape)
  const texts = names.map((name) => [name, form.get(name)] as const)
  return Object.fromEntries(
    texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function firstErrors(error: z.ZodError): Record<string, string> {
  const { fieldErrors } = z.flattenError(error) as {
    fieldErrors: Record<string, string[] | undefined>
  }
  return Object.fromEntries(
    Object.entries(fieldErrors).map(([name, found]) => [name, found?.[0] ?? '']),
  )
}

function withoutSecrets(typed: Record<string, string>) {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !/password|token/i.test(name)))
}
