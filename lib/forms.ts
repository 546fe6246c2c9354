import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { z } from 'zod'
import { AppError } from './errors'
import { withoutSecrets } from './without-secrets'

export type FormState = {
  ok?: boolean
  message?: string
  errors?: Record<string, string>
  values?: Record<string, string>
  stale?: boolean
  /** The page is of an earlier build, which has other actions. */
  outdated?: boolean
  outcomes?: Outcome[]
  /** Recovery codes, which are shown only once. */
  recoveryCodes?: string[]
  /** What the browser makes a passkey from, or asks one for. */
  newPasskey?: PublicKeyCredentialCreationOptionsJSON
  passkeyRequest?: PublicKeyCredentialRequestOptionsJSON
}

export type Outcome = { of: string; ok: boolean; text: string }

export type FormSchema = z.ZodObject<z.ZodRawShape>

/** `run` returns a success message or a state. Rethrows `unavailable` and errors that are no `AppError`. */
export async function runForm<S extends FormSchema>(
  schema: S,
  form: FormData,
  run: (input: z.infer<S>) => Promise<string | FormState>,
): Promise<FormState> {
  const fields = fieldsOf(schema, form)
  const parsed = schema.safeParse(fields)
  if (!parsed.success)
    return { errors: firstErrors(parsed.error), values: withoutSecrets(texts(fields)) }
  try {
    const result = await run(parsed.data)
    return typeof result === 'string' ? { ok: true, message: result } : result
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    return { ...errorState(error), values: withoutSecrets(texts(fields)) }
  }
}

function errorState({ code, field, message }: AppError): FormState {
  const stale = code === 'not_found' || undefined
  return field ? { errors: { [field]: message }, stale } : { message, stale }
}

type Fields = Record<string, FormDataEntryValue>

function fieldsOf(schema: FormSchema, form: FormData): Fields {
  // Anyone can call an action with any arguments.
  if (!(form instanceof FormData)) return {}
  const names = Object.keys(schema.shape)
  const entries = names.map((name) => [name, form.get(name)] as const)
  return Object.fromEntries(
    entries.filter((entry): entry is [string, FormDataEntryValue] => entry[1] !== null),
  )
}

// A browser does not show a file again.
function texts(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
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
