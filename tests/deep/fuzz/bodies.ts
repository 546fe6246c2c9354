import fc from 'fast-check'
import type { Field } from '../../attack/form-fields'
import { valuesFor } from '../../attack/forms'
import type { KnownValues } from '../../attack/known-values'
import { json, knownOr, text } from './texts'

/** A form is encoded when it is sent. */
export type Body = FormData | { type: string; content: string | Uint8Array }

/** A body for a route handler. */
export function bodyWith(fields: Field[], values: KnownValues): fc.Arbitrary<Body> {
  const form = formWith(fields, values)
  return fc.oneof(
    form.map((pairs) => asJson(JSON.stringify(Object.fromEntries(pairs)))),
    form.map((pairs) => asForm(pairs)),
    form.map((pairs) => ({
      type: 'application/x-www-form-urlencoded',
      content: `${new URLSearchParams(pairs)}`,
    })),
    json.map(asJson),
    garbage,
  )
}

/** The body of a request of the router for an action. `args` stand before the state and the form. */
export function actionBody(args: unknown[], fields: Field[], values: KnownValues) {
  const form = formWith(fields, values).map(inPart1)
  const right = JSON.stringify([...args, {}, '$K1'])
  return fc.oneof<fc.Arbitrary<Body>[]>(
    form.map((pairs) => asForm([...pairs, ['0', right]])),
    form.map((pairs) => asForm([...pairs, ['0', right]])),
    fc
      .tuple(form, json, json)
      .map(([pairs, one, other]) => asForm([...pairs, ['0', `[${one},${other},"$K1"]`]])),
    fc.tuple(json, json, json).map((parts) => asForm(parts.map((part, at) => [`${at}`, part]))),
    json.map((content) => ({ type: 'text/plain;charset=UTF-8', content })),
    garbage,
  )
}

/** The body of a form without JavaScript. */
export function formBody(id: string, args: unknown[], fields: Field[], values: KnownValues) {
  const mostly = (value: unknown) => fc.oneof(fc.constant(JSON.stringify(value)), json)
  return fc
    .tuple(formWith(fields, values), mostly({ id, bound: '$@1' }), mostly([...args, {}]), text)
    .map(([pairs, action, bound, key]) =>
      asForm([
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', action],
        ['$ACTION_1:1', bound],
        ['$ACTION_KEY', key],
        ...pairs,
      ]),
    )
}

type Pairs = [string, string][]

/** Every field, or some of them, and up to two unknown ones. */
function formWith(fields: Field[], values: KnownValues): fc.Arbitrary<Pairs> {
  const known = fields.map((field) =>
    fc.tuple(fc.constant(field.name), knownOr(valuesFor(field, values))),
  )
  return fc
    .tuple(fc.tuple(...known), fc.array(fc.tuple(text, text), { maxLength: 2 }), fc.nat(9))
    .map(([pairs, unknown, start]) => [...(start > 7 ? pairs.slice(1) : pairs), ...unknown])
}

const inPart1 = (pairs: Pairs): Pairs => pairs.map(([name, value]) => [`_1_${name}`, value])

const asJson = (content: string): Body => ({ type: 'application/json', content })

function asForm(pairs: Pairs): Body {
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value)
  return form
}

const garbage: fc.Arbitrary<Body> = fc.record({
  type: fc.constantFrom(
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
  ),
  content: fc.oneof<fc.Arbitrary<string | Uint8Array>[]>(
    fc.constantFrom(
      '',
      '[]',
      '{',
      '--x\r\n\r\n',
      '--x--',
      '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$K1"]\r\n--x--',
    ),
    fc.uint8Array({ maxLength: 200 }),
    json.map(
      (value) => `--x\r\nContent-Disposition: form-data; name="0"; filename="${value}"\r\n\r\n`,
    ),
    // Next reads at most 1 MB for an action.
    fc.nat(20).map((size) => '['.repeat(size ? 5_000 : 1_100_000)),
  ),
})
