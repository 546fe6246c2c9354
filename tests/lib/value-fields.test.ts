import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { booleanField, choiceField, dateField, integerField, optionalField } from '@/lib/fields'

const errorOf = (field: z.ZodType, text: unknown) => field.safeParse(text).error?.issues[0]?.message

describe('a whole number', () => {
  const field = integerField('an amount')

  test.each([
    ['0', 0],
    [' 1200 ', 1200],
    ['-7', -7],
    ['2147483647', 2147483647],
  ])('can be %s', (text, number) => {
    expect(field.parse(text)).toBe(number)
  })

  test.each([
    ['', 'Enter an amount.'],
    [undefined, 'Enter an amount.'],
    ['1.5', 'Use digits only, such as 1200.'],
    ['1e3', 'Use digits only, such as 1200.'],
    ['many', 'Use digits only, such as 1200.'],
    ['2147483648', 'Use a number up to 2,147,483,647.'],
    ['-99999999999999999999', 'Use a number up to 2,147,483,647.'],
  ])('cannot be %s', (text, message) => {
    expect(errorOf(field, text)).toBe(message)
  })
})

describe('a day', () => {
  const field = dateField('a due date')

  test('is a date of the calendar', () => {
    expect(field.parse('2028-02-29')).toBe('2028-02-29')
  })

  test.each([
    ['', 'Enter a due date.'],
    [undefined, 'Enter a due date.'],
    ['2027-02-29', 'Enter a due date.'],
    ['tomorrow', 'Enter a due date.'],
    ['2028-02-29T00:00', 'Enter a due date.'],
    ['0000-01-01', 'Use a year from 0001 to 9999.'],
  ])('cannot be %s', (text, message) => {
    expect(errorOf(field, text)).toBe(message)
  })
})

test('a checkbox is true if it was sent', () => {
  expect(booleanField.parse('on')).toBe(true)
  expect(booleanField.parse(undefined)).toBe(false)
})

test('a choice is an id', () => {
  expect(errorOf(choiceField('a project'), '')).toBe('Choose a project.')
})

test('an optional field that is empty is null, and another must be valid', () => {
  const field = optionalField(dateField('a due date'))
  for (const empty of ['', '  ', undefined]) expect(field.parse(empty)).toBeNull()
  expect(field.parse('2028-02-29')).toBe('2028-02-29')
  expect(errorOf(field, 'tomorrow')).toBe('Enter a due date.')
})
