import fc from 'fast-check'

/** Texts that have broken parsers, queries, paths and templates. */
const KNOWN_TEXTS = [
  ...['', ' ', '\0', '\r\n', '\u202e', '\ufeff', '\ud800', '🦊', 'ﬃ', 'İ', 'e\u0301'.repeat(50)],
  ...['.', '..', '../../etc/passwd', '..%2f..%2f', '%', '%00', '%c0%ae', '%E0%A4%A', '%252e'],
  ...[
    '/',
    '//',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
  ],
  ...["'", '"', '`', '\\', "' or 1=1 --", '%_%', '{{7*7}}', '#{7*7}', '<script>', ']]>', '=1+1'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'then', 'null', 'undefined', 'true'],
  ...['-1', '0', '1e309', '-0', 'NaN', '9'.repeat(40), '0x10', '2147483648', '1.5', '9999-99-99'],
  ...['-', '[orgSlug]', '_next', 'api', '0'.repeat(8), '{}', '[]', 'x'.repeat(300)],
]

/** A text of any kind, mostly short. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KNOWN_TEXTS) },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('x', 'é', '%', '../').map((one) => one.repeat(3_000)) },
)

/** One of the values that the server knows, or any text. */
export const knownOr = (values: readonly string[] = []) =>
  values.length
    ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: text })
    : text

/** References in React's encoding of the arguments of an action. */
const reference = fc
  .tuple(
    fc.constantFrom(
      ...'$ $$ $@ $h $H $T $Q $W $K $i $n $D $u $N $I $- $A $O $S $B $R $r $F $X'.split(' '),
    ),
    fc.constantFrom('', '0', '1', '2', 'ff', '1:__proto__:constructor', '0:then', '9'.repeat(20)),
  )
  .map((parts) => parts.join(''))

const key = fc.constantFrom('org', 'orgId', 'name', 'id', '__proto__', 'then', 'status', '$$typeof')

/** JSON as text, because an object could hold neither `__proto__` nor a key twice. */
export const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(text, reference).map((value) => JSON.stringify(value)),
    fc.constantFrom('null', 'true', '-0', '1e999', '0.1', '9'.repeat(400), '"\\ud800"'),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values}]`),
    fc
      .array(fc.tuple(fc.oneof(key, text), tie('value')), { maxLength: 4 })
      .map((all) => `{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`),
  ),
})).value
