import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { newPasswordField, passwordField } from '@/lib/fields'

describe('a password', () => {
  test('is not changed', () => {
    expect(newPasswordField.parse('  pass word ')).toBe('  pass word ')
    expect(passwordField.parse(' x ')).toBe(' x ')
  })

  test.each(['x'.repeat(8), '😀'.repeat(8), '😀'.repeat(128)])('counts code points: %#', (text) => {
    expect(newPasswordField.parse(text)).toBe(text)
    expect(passwordField.parse(text)).toBe(text)
  })

  test.each([
    [newPasswordField, '', 'Use at least 8 characters.'],
    [newPasswordField, '1234567', 'Use at least 8 characters.'],
    [newPasswordField, '😀'.repeat(7), 'Use at least 8 characters.'],
    [newPasswordField, 'x'.repeat(129), 'Use at most 128 characters.'],
    [newPasswordField, 'x'.repeat(10_000), 'Use at most 128 characters.'],
    [newPasswordField, undefined, 'Enter a password.'],
    [passwordField, '', 'Enter your password.'],
    [passwordField, undefined, 'Enter your password.'],
    [passwordField, 'x'.repeat(201), 'Use at most 200 characters.'],
    [passwordField, 'x'.repeat(10_000), 'Use at most 200 characters.'],
  ])('is rejected: %#', (field, text, message) => {
    expect(firstMessage(field, text)).toBe(message)
  })
})

/** The first message of a field about an invalid text. */
function firstMessage(field: z.ZodType, text: unknown) {
  return field.safeParse(text).error?.issues[0]?.message
}
