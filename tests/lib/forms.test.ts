import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { emailField, nameField, newPasswordField } from '@/lib/fields'
import { runForm } from '@/lib/forms'

const schema = z.object({
  name: nameField('your name'),
  email: emailField,
  password: newPasswordField,
  token: z.string().optional(),
})

const valid = { name: 'Ann', email: 'Ann@Example.com', password: 'correct horse', token: 'secret' }

test('a valid form runs with the parsed fields and returns the message', async () => {
  const inputs: unknown[] = []

  const state = await runForm(schema, formOf(valid), async (input) => {
    inputs.push(input)
    return 'Saved.'
  })

  expect(inputs).toEqual([{ ...valid, email: 'ann@example.com' }])
  expect(state).toEqual({ ok: true, message: 'Saved.' })
})

test('an invalid form does not run, and returns an error per field and the values without secrets', async () => {
  const typed = { name: ' ', email: 'ann@', password: 'short', token: 'secret' }

  expect(await runForm(schema, formOf(typed), mustNotRun)).toEqual({
    errors: {
      name: 'Enter your name.',
      email: 'Enter an email address such as ann@example.com.',
      password: 'Use at least 8 characters.',
    },
    values: { name: ' ', email: 'ann@' },
  })
})

test.each([undefined, null, 'name', { name: 'Ann' }, []])(
  'the argument %j, which is no form, is an empty form',
  async (argument) => {
    const state = await runForm(schema, argument as unknown as FormData, mustNotRun)
    expect(state.errors?.name).toBe('Enter your name.')
    expect(state.values).toEqual({})
  },
)

test('a missing field has an error', async () => {
  expect(await runForm(schema, formOf({}), mustNotRun)).toMatchObject({
    errors: {
      name: 'Enter your name.',
      email: 'Enter an email address.',
      password: 'Enter a password.',
    },
    values: {},
  })
})

test('an AppError with a field becomes the error of the field, and values are returned without secrets', async () => {
  const fail = async () => {
    throw new AppError('conflict', 'This email is taken.', 'email')
  }

  expect(await runForm(schema, formOf(valid), fail)).toEqual({
    errors: { email: 'This email is taken.' },
    values: { name: 'Ann', email: 'Ann@Example.com' },
  })
})

test('an AppError without a field becomes the message of the form', async () => {
  const fail = async () => {
    throw new AppError('forbidden', 'Ask an admin.')
  }

  expect(await runForm(schema, formOf(valid), fail)).toEqual({
    message: 'Ask an admin.',
    values: { name: 'Ann', email: 'Ann@Example.com' },
  })
})

test('not_found marks the page as stale', async () => {
  const fail = async () => {
    throw new AppError('not_found', 'This project no longer exists.')
  }

  expect(await runForm(schema, formOf(valid), fail)).toMatchObject({
    message: 'This project no longer exists.',
    stale: true,
  })
})

test('an action can return a state with outcomes', async () => {
  const outcomes = [
    { of: 'ann@example.com', ok: true, text: 'Invited' },
    { of: 'bob', ok: false, text: 'Not an email address' },
  ]

  const state = await runForm(schema, formOf(valid), async () => ({ outcomes, stale: true }))

  expect(state).toEqual({ outcomes, stale: true })
})

test('fields with secrets are never returned', async () => {
  const names = ['password', 'newPassword', 'current_password', 'token', 'accessToken']
  const secrets = z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
  const form = formOf(Object.fromEntries(names.slice(1).map((name) => [name, 'secret'])))

  expect((await runForm(secrets, form, mustNotRun)).values).toEqual({})
})

test.each([
  new Error('connection refused at 10.0.0.7'),
  new AppError('unavailable', 'The server is busy.'),
])('%s is rethrown, so that the response is no 200', async (error) => {
  const run = async () => {
    throw error
  }

  await expect(runForm(schema, formOf(valid), run)).rejects.toBe(error)
})

test('fields that are not in the schema are ignored', async () => {
  const form = formOf({ ...valid, isAdmin: 'true', role: 'admin', orgId: 'another' })
  const inputs: unknown[] = []

  await runForm(schema, form, async (input) => {
    inputs.push(input)
    return ''
  })

  expect(inputs).toEqual([{ ...valid, email: 'ann@example.com' }])
  const invalid = await runForm(schema, formOf({ role: 'admin' }), mustNotRun)
  expect(invalid.values).toEqual({})
})

test('files are ignored, and the first value of a repeated field is used', async () => {
  const form = formOf(valid)
  form.append('email', 'second@example.com')
  form.set('name', new File(['Ann'], 'ann.txt'))

  expect(await runForm(schema, form, mustNotRun)).toEqual({
    errors: { name: 'Enter your name.' },
    values: { email: 'Ann@Example.com' },
  })
})

/** A form with these fields. */
function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** Fails the test if the form runs. */
async function mustNotRun(): Promise<string> {
  throw new Error('The form ran.')
}
