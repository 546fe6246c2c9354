import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { emailField, idField, nameField } from '@/lib/fields'

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
