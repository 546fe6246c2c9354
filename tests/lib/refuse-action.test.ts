import { expect, test } from 'vitest'
import { refuseAction } from '@/lib/refuse-action'

const ORIGIN = 'https://app.example.com'
const id = '40'.repeat(21)

/** The fields that React sends, with JavaScript and without. */
const withJavaScript = (args: unknown = ['an id', {}, '$K1']) => ({ 0: JSON.stringify(args) })
const withoutJavaScript = {
  $ACTION_REF_1: '',
  '$ACTION_1:0': `{"id":"${id}","bound":"$@1"}`,
  '$ACTION_1:1': '["an id",{}]',
}

function post(body: BodyInit, headers: Record<string, string> = {}, path = '/acme/team') {
  return new Request(ORIGIN + path, {
    method: 'POST',
    body,
    headers: { host: 'app.example.com', ...headers },
  })
}

function formOf(fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

const action = { 'next-action': id }

test.each<[string, Request]>([
  ['with JavaScript', post(formOf(withJavaScript()), action)],
  ['with JavaScript and no bound id', post(formOf(withJavaScript([{}, '$K1'])), action)],
  [
    'with texts that begin with $',
    post(formOf(withJavaScript(['$$1', { a: '$$' }, '$K1'])), action),
  ],
  ['with an undefined state', post(formOf(withJavaScript(['$undefined', '$K1'])), action)],
  ['without JavaScript', post(formOf(withoutJavaScript))],
  ['without bound arguments', post(formOf({ [`$ACTION_ID_${id}`]: '' }))],
  ['from the same site', post(formOf(withoutJavaScript), { origin: 'https://app.example.com' })],
  [
    'with the port of its protocol',
    post(formOf(withoutJavaScript), {
      origin: 'https://app.example.com',
      'x-forwarded-host': 'APP.example.com:443, proxy',
    }),
  ],
])('a form %s is not refused, and its body can be read', async (_, request) => {
  expect(await refuseAction(request.clone())).toBeUndefined()
})

const boundary = { 'content-type': 'multipart/form-data; boundary=x' }

test.each<[number, string, Request]>([
  [403, 'another site', post(formOf(withJavaScript()), { ...action, origin: 'https://evil.com' })],
  [403, 'another site, without JavaScript', post('', { origin: 'https://evil.com' })],
  [403, 'an opaque origin', post(formOf(withJavaScript()), { ...action, origin: 'null' })],
  [400, 'text', post('[]', action)],
  [400, 'JSON', post('[]', { ...action, 'content-type': 'application/json' })],
  [400, 'an URL-encoded body', post(new URLSearchParams({ 0: '["$K1"]' }), action)],
  [400, 'bytes that are no form', post('garbage', { ...action, ...boundary })],
  [400, 'a form without its end', post('--x\r\nContent-Dis', { ...action, ...boundary })],
  [400, 'no boundary', post('', { ...action, 'content-type': 'multipart/form-data' })],
  [400, 'no arguments', post(formOf({ name: 'Ann' }), action)],
  [400, 'arguments that are no JSON', post(formOf({ 0: '["$K1"' }), action)],
  [400, 'no list', post(formOf(withJavaScript({ 0: '$K1' })), action)],
  [400, 'no form', post(formOf(withJavaScript(['an id', {}, 'x'])), action)],
  [400, 'an object that is no text', post(formOf(withJavaScript([{}, { toString: 1 }])), action)],
  [400, 'a function', post(formOf(withJavaScript(['$Fx', {}, '$K1'])), action)],
  [400, 'nested JSON', post(formOf({ 0: `${'['.repeat(1e5)}"$K1"${']'.repeat(1e5)}` }), action)],
  [400, 'too many arguments', post(formOf(withJavaScript([1, 2, 3, '$K1'])), action)],
  [400, 'no action, without JavaScript', post(formOf({ name: 'Ann' }))],
  [400, 'garbage, without JavaScript', post(formOf({ ...withoutJavaScript, '$ACTION_1:1': '[' }))],
  [400, 'no reference', post(formOf({ ...withoutJavaScript, '$ACTION_1:0': '[null]' }))],
  [
    400,
    'no list, without JavaScript',
    post(formOf({ ...withoutJavaScript, '$ACTION_1:1': 'null' })),
  ],
  [400, 'a control character', post(formOf({ '\0': '', ...withJavaScript() }), action)],
  [413, 'more than 1 MB', post(formOf({ x: 'x'.repeat(1024 * 1024) }), action)],
  [413, 'more than 1 MB, without JavaScript', post(formOf({ x: 'x'.repeat(1024 * 1024) }))],
])('the status is %i for %s', async (status, _, request) => {
  expect((await refuseAction(request))?.status).toBe(status)
})

test('a POST that is no form is not refused', async () => {
  expect(await refuseAction(post('{}', { 'content-type': 'application/json' }))).toBeUndefined()
})

test('a form of the account has room for a picture of 5 MB, and is not read above 6 MB', async () => {
  const send = (megabytes: number) => {
    const picture = new File([new Uint8Array(megabytes * 1024 * 1024)], 'ann.png')
    const form = formOf(withJavaScript())
    form.set('1_picture', picture)
    return post(form, action, '/account')
  }
  expect(await refuseAction(send(5))).toBeUndefined()
  expect((await refuseAction(send(6)))?.status).toBe(413)

  const declared = post(
    formOf(withJavaScript()),
    { ...action, 'content-length': '7000000' },
    '/account',
  )
  expect((await refuseAction(declared))?.status).toBe(413)
  expect(declared.bodyUsed).toBe(false)
})
