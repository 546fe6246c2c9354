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

const good = { name: 'Ann', email: 'Ann@Example.com', password: 'correct horse', token: 'secret' }

test('a good form runs with its fields as they were parsed, and answers the message', async () => {
  const inputs: unknown[] = []

  const state = await runForm(schema, formOf(good), async (input) => {
    inputs.push(input)
    return 'Saved.'
  })

  expect(inputs).toEqual([{ ...good, email: 'ann@example.com' }])
  expect(state).toEqual({ ok: true, message: 'Saved.' })
})

test('a bad form does not run: an error beside each field, and what was typed but no secret', async () => {
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

test('a field that is missing has its error too', async () => {
  expect(await runForm(schema, formOf({}), mustNotRun)).toMatchObject({
    errors: {
      name: 'Enter your name.',
      email: 'Enter an email address.',
      password: 'Enter a password.',
    },
    values: {},
  })
})

test('a refusal stands beside its field, what was typed stays, secrets do not', async () => {
  const refuse = async () => {
    throw new AppError('conflict', 'That address is taken.', 'email')
  }

  expect(await runForm(schema, formOf(good), refuse)).toEqual({
    errors: { email: 'That address is taken.' },
    values: { name: 'Ann', email: 'Ann@Example.com' },
  })
})

test('a refusal that belongs to no field stands above the form', async () => {
  const refuse = async () => {
    throw new AppError('forbidden', 'Ask an admin.')
  }

  expect(await runForm(schema, formOf(good), refuse)).toEqual({
    message: 'Ask an admin.',
    values: { name: 'Ann', email: 'Ann@Example.com' },
  })
})

test('when something is gone, the page that showed it is out of date', async () => {
  const refuse = async () => {
    throw new AppError('not_found', 'This project does not exist any more.')
  }

  expect(await runForm(schema, formOf(good), refuse)).toMatchObject({
    message: 'This project does not exist any more.',
    stale: true,
  })
})

test('a form that asks for several things can answer what became of each', async () => {
  const outcomes = [
    { of: 'ann@example.com', ok: true, text: 'Invited' },
    { of: 'bob', ok: false, text: 'Not an email address' },
  ]

  const state = await runForm(schema, formOf(good), async () => ({ outcomes, stale: true }))

  expect(state).toEqual({ outcomes, stale: true })
})

test('whatever a secret is called, it does not come back', async () => {
  const names = ['password', 'newPassword', 'current_password', 'token', 'accessToken']
  const secrets = z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
  const form = formOf(Object.fromEntries(names.slice(1).map((name) => [name, 'secret'])))

  expect((await runForm(secrets, form, mustNotRun)).values).toEqual({})
})

test('any other error passes through, and nobody reads its message', async () => {
  const defect = new Error('connection refused at 10.0.0.7')
  const run = async () => {
    throw defect
  }

  await expect(runForm(schema, formOf(good), run)).rejects.toBe(defect)
})

test('fields that the form does not have are dropped', async () => {
  const form = formOf({ ...good, isAdmin: 'true', role: 'admin', orgId: 'another' })
  const inputs: unknown[] = []

  await runForm(schema, form, async (input) => {
    inputs.push(input)
    return ''
  })

  expect(inputs).toEqual([{ ...good, email: 'ann@example.com' }])
  const bad = await runForm(schema, formOf({ role: 'admin' }), mustNotRun)
  expect(bad.values).toEqual({})
})

test('a file is no text, and of a field that is sent twice the first counts', async () => {
  const form = formOf(good)
  form.append('email', 'second@example.com')
  form.set('name', new File(['Ann'], 'ann.txt'))

  expect(await runForm(schema, form, mustNotRun)).toEqual({
    errors: { name: 'Enter your name.' },
    values: { email: 'Ann@Example.com' },
  })
})

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

async function mustNotRun(): Promise<string> {
  throw new Error('The form ran.')
}
