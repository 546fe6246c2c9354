import type { FormState } from '@/lib/forms'
import type { Field } from './form-fields'
import { combine, type KnownValues } from './known-values'

export type Form = Record<string, string>

/** Forms with these fields: with the first value of each, then with each other value in its place. */
export function formsFor(fields: Field[], values: KnownValues): Form[] {
  const forms = combine(fields.map((field) => valuesFor(field, values)))
  return forms.map((form) => Object.fromEntries(form.map((value, at) => [fields[at]?.name, value])))
}

const isId = (name: string) => /^(id|token)$|Id$/.test(name)

/** Whether a form names something by its id or its token. */
export const namesAnId = (fields: Field[]) => fields.some(({ name }) => isId(name))

/** Whether an action found nothing by the ids of a form: as a whole, or beside the field of an id. */
export const foundNothing = ({ ok, stale, errors = {} }: FormState) =>
  !ok && (stale === true || Object.keys(errors).some(isId))

/** By the name of the field if it is a known one, or else by its schema. */
export function valuesFor({ name, schema }: Field, values: KnownValues): string[] {
  const found =
    values[name] ?? BY_SCHEMA.find(([pattern]) => pattern.test(schema))?.[1](values, schema)
  if (found?.length) return found
  throw new Error(
    `The suite has no value for the form field ${name}: add one to tests/attack/known-values.ts.`,
  )
}

const BY_SCHEMA: [RegExp, (values: KnownValues, schema: string) => string[] | undefined][] = [
  [/\bidField\b|uuid\(/, ({ id }) => id],
  [/(enum|literal)\(/, (_, schema) => optionsIn(schema)],
  [/bool/i, () => ['true']],
  [/number|int\(|integerField/, () => ['1']],
  [/datetime/, () => ['2030-01-01T00:00:00Z']],
  [/date/, () => ['2030-01-01']],
  [/(name|code|password|json)Field|string\(/, () => ['Stolen']],
]

/** The quoted values of `z.enum(['a', 'b'])` or `z.literal('a')`. */
function optionsIn(schema: string): string[] {
  const [, list = ''] = /(?:enum\(\[|literal\()([^\])]*)/.exec(schema) ?? []
  return [...list.matchAll(/'([^']+)'/g)].map(([, option = '']) => option)
}
