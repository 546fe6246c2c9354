import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { emailField, emailListField, idField, nameField } from '@/lib/fields'

describe('a name', () => {
  const field = nameField('a name')

  test.each([
    ['Acme'],
    ['Zoë O’Brien-Łuczak Jr.'],
    ['株式会社'],
    ['شركة'],
    ['नमस्ते'],
    ['می‌خواهم'],
    ['42'],
    ['🚀'],
    ['👩‍💻'],
    ['🇩🇪'],
    ['x'.repeat(100)],
    ['<b>Acme</b> & "Söhne"'],
  ])('can be %s', (name) => {
    expect(field.parse(name)).toBe(name)
  })

  test('is trimmed and composed', () => {
    expect(field.parse('  Acme \t\n')).toBe('Acme')
    expect(field.parse('Zoe\u0308')).toBe('Zo\u00eb')
  })

  test.each([
    ['', 'Enter a name.'],
    ['  \t ', 'Enter a name.'],
    [undefined, 'Enter a name.'],
    [7, 'Enter a name.'],
    ['x'.repeat(101), 'Use at most 100 characters.'],
    ['x'.repeat(10_000), 'Use at most 100 characters.'],
    ['Acme\nBcc: all@example.com', 'Use visible characters only, on one line.'],
    ['Acme\r\nLabs', 'Use visible characters only, on one line.'],
    ['Acme\u0000', 'Use visible characters only, on one line.'],
    ['Acme\u0007', 'Use visible characters only, on one line.'],
    ['Acme\u0085Labs', 'Use visible characters only, on one line.'],
    ['Acme\u2028Labs', 'Use visible characters only, on one line.'],
    ['Acme\u2029Labs', 'Use visible characters only, on one line.'],
    ['Acme\u202eemcA', 'Use visible characters only, on one line.'],
    ['Acme\u2066emcA', 'Use visible characters only, on one line.'],
    ['Ac\ufeffme', 'Use visible characters only, on one line.'],
    ['Ac\u200bme', 'Use visible characters only, on one line.'],
    ['Ac\u00adme', 'Use visible characters only, on one line.'],
    ['Acme\u200f', 'Use visible characters only, on one line.'],
    ['Acme\u2060', 'Use visible characters only, on one line.'],
    ['Acme\ud800', 'Use visible characters only, on one line.'],
    ['-', 'Use at least one letter or digit.'],
    ['… !?', 'Use at least one letter or digit.'],
    ['\u0301', 'Use at least one letter or digit.'],
    ['\u200b', 'Use at least one letter or digit.'],
    ['\u200d\u200e', 'Use at least one letter or digit.'],
    // Invisible letters.
    ['\u3164', 'Use at least one letter or digit.'],
    ['\u115f\u1160\uffa0', 'Use at least one letter or digit.'],
  ])('cannot be %j: %s', (name, message) => {
    expect(firstMessage(field, name)).toBe(message)
  })
})

describe('an email', () => {
  test.each([
    ['ann@example.com', 'ann@example.com'],
    ['  Ann@Example.COM ', 'ann@example.com'],
    ["o'brien+tag@mail.example.co.uk", "o'brien+tag@mail.example.co.uk"],
    // JavaScript lower-cases the Kelvin sign to "k", so no look-alike remains.
    ['\u212aim@example.com', 'kim@example.com'],
  ])('%s is parsed as %s', (text, email) => {
    expect(emailField.parse(text)).toBe(email)
  })

  test.each([
    ['', 'Enter an email address.'],
    ['   ', 'Enter an email address.'],
    [undefined, 'Enter an email address.'],
    ['a'.repeat(10_000), 'An email address has at most 254 characters.'],
    [`${'a'.repeat(250)}@example.com`, 'An email address has at most 254 characters.'],
  ])('%j is rejected: %s', (text, message) => {
    expect(firstMessage(emailField, text)).toBe(message)
  })

  test.each([
    'ann',
    'ann@',
    '@example.com',
    'ann@example',
    'ann@@example.com',
    'ann@bob@example.com',
    'ann@example..com',
    'ann @example.com',
    'ann@exam ple.com',
    'ann@example.com\nbcc:bob@example.com',
    'ann@example.com,bob@example.com',
    'Ann <ann@example.com>',
    'ann@example.com\u0000',
    'änn@example.com',
    'ann\uff20example.com',
    'ann@еxample.com',
    'ann\u202e@example.com',
  ])('%j is malformed', (text) => {
    expect(firstMessage(emailField, text)).toBe('Enter an email address such as ann@example.com.')
  })
})

describe('several emails', () => {
  const [ann, bob, cleo] = ['ann@example.com', 'bob@example.com', 'cleo@example.com']

  test.each([
    [ann, [ann]],
    [`${ann}, ${bob}`, [ann, bob]],
    [`${ann},${bob}`, [ann, bob]],
    [`${ann};${bob}`, [ann, bob]],
    [`${ann} ${bob}`, [ann, bob]],
    [`${ann}\n${bob}\r\n${cleo}`, [ann, bob, cleo]],
    [`\n ${ann}\r\n\t${bob} ,; `, [ann, bob]],
    [`${ann} ${ann}`, [ann]],
    [`${ann} ANN@Example.com`, [ann]],
    [`<${ann}>`, [ann]],
    [`Ann <${ann}>`, [ann]],
    [`Ann<${ann}>`, [ann]],
    [`Ann van der Smith <${ann}>, Bob <${bob}>`, [ann, bob]],
    [`"Smith, Ann" <${ann}>`, [ann]],
    [`"Smith; Ann" <${ann}>; "Bob" <${bob}>`, [ann, bob]],
    [`"ann@home" <${ann}>`, [ann]],
    [`Zoë O’Brien-Łuczak <${ann}>\n株式会社 <${bob}>`, [ann, bob]],
    [`${ann} Bob <${bob}> ${cleo}`, [ann, bob, cleo]],
    [`Ann < ${ann} >`, [ann]],
    [`Ann <${ann}>, ${ann}; "Smith, Ann" <ANN@example.com>`, [ann]],
    [`Smith, Ann <${ann}>; Doe, Bob <${bob}>`, [ann, bob]],
    [`Smith, Ann <${ann}>, Doe, Bob <${bob}>\n${cleo}`, [ann, bob, cleo]],
    [`${ann}, Doe, Bob <${bob}>, ${cleo}`, [ann, bob, cleo]],
    [`'${ann}' <${ann}>; "Doe, Bob (Sales)" <mailto:${bob}>`, [ann, bob]],
    [`(${bob}).`, [bob]],
    [`(${ann}) [${bob}] {${cleo}}`, [ann, bob, cleo]],
    [`"${ann}", '${bob}', “${cleo}”`, [ann, bob, cleo]],
    [`mailto:${ann} MAILTO:${bob}`, [ann, bob]],
    [`${ann}. ${bob}! ${cleo}:`, [ann, bob, cleo]],
    [`\u200b${ann} \ufeff${bob}\u2060, \u202a${cleo}\u202c`, [ann, bob, cleo]],
  ])('%j is parsed without duplicates', (text, emails) => {
    expect(emailListField.parse(text)).toEqual({ emails, invalid: [] })
  })

  test.each([
    [`${ann}, bob, cleo@`, { emails: [ann], invalid: ['bob', 'cleo@'] }],
    [`Ann Smith ${ann}`, { emails: [ann], invalid: ['Ann', 'Smith'] }],
    [`bob@home <${ann}>`, { emails: [ann], invalid: ['bob@home'] }],
    [`(ann), ann\u200b@example.com`, { emails: [], invalid: ['(ann)', 'ann\u200b@example.com'] }],
    [`Ann <ann>, ${bob}`, { emails: [bob], invalid: ['ann'] }],
    [' Ann <>', { emails: [], invalid: ['Ann <>'] }],
    ['nonsense and rubbish', { emails: [], invalid: ['nonsense', 'and', 'rubbish'] }],
    ['rubbish rubbish', { emails: [], invalid: ['rubbish'] }],
    ['"', { emails: [], invalid: ['"'] }],
    ['x'.repeat(10_000), { emails: [], invalid: ['x'.repeat(10_000)] }],
  ])('invalid parts are returned separately: %j', (text, parts) => {
    expect(emailListField.parse(text)).toEqual(parts)
  })

  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => `Ann <person-${index}@example.com>`).join(' ')

  test('can be fifty', () => {
    expect(emailListField.parse(people(50)).emails).toHaveLength(50)
  })

  test.each([
    ['', 'Enter an email address.'],
    [' ,;\n', 'Enter an email address.'],
    [undefined, 'Enter an email address.'],
    [people(51), 'Invite at most 50 people at once.'],
    [`${people(50)} rubbish`, 'Invite at most 50 people at once.'],
    [people(10_000), 'Invite at most 50 people at once.'],
  ])('are rejected: %#', (text, message) => {
    expect(firstMessage(emailListField, text)).toBe(message)
  })

  test.each([
    'x',
    'x ',
    '"',
    '" ',
    '"x" ',
    '<',
    '<x',
    ' ',
    '>',
    '"x',
    'x@',
    ',',
    ', ',
    '(',
    ')',
    'a)',
  ])('are parsed in linear time if %j is repeated', (part) => {
    const started = performance.now()

    emailListField.safeParse(part.repeat(15_000 / part.length))

    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

test('an id is a UUID', () => {
  const id = '0b5c8f4e-7d1a-4c3b-9e2f-1a2b3c4d5e6f'

  expect(idField.parse(id)).toBe(id)
  for (const other of ['', '1', `${id}'`, `${id} `, `{${id}}`, undefined]) {
    expect(idField.safeParse(other).success).toBe(false)
  }
})

/** The first message of a field about an invalid text. */
function firstMessage(field: z.ZodType, text: unknown) {
  return field.safeParse(text).error?.issues[0]?.message
}
