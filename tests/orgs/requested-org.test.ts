import { expect, test } from 'vitest'
import { requestedOrg } from '@/lib/orgs/requested-org'

const URL = 'http://localhost:3000/api/projects'
const json = { method: 'POST', headers: { 'content-type': 'application/json' } }

test.each<[string, Request, string]>([
  ['the parameter', new Request(`${URL}?org=acme`, { headers: { 'X-Org': 'globex' } }), 'acme'],
  [
    'the header',
    new Request(URL, { ...json, body: '{"org":"globex"}', headers: { 'X-Org': 'acme' } }),
    'acme',
  ],
  ['JSON', new Request(URL, { ...json, body: '{"org":"acme","name":"x"}' }), 'acme'],
  [
    'a form',
    new Request(URL, { method: 'POST', body: new URLSearchParams({ org: 'acme' }) }),
    'acme',
  ],
  ['nowhere', new Request(URL), ''],
  ['a parameter that is no slug', new Request(`${URL}?org=a%00b`), ''],
  ['JSON without the field', new Request(URL, { ...json, body: 'null' }), ''],
  ['JSON that is no text', new Request(URL, { ...json, body: '{"org":["acme"]}' }), ''],
])(
  'the requested org is read from %s, and the body can be read afterwards',
  async (_, request, org) => {
    expect(await requestedOrg(request)).toBe(org)
    expect(request.bodyUsed).toBe(false)
  },
)

test.each([
  [400, new Request(URL, { ...json, body: '{' })],
  [415, new Request(URL, { method: 'POST', body: 'org=acme' })],
])('a body that cannot be read is an error with the status %i', async (status, request) => {
  await expect(requestedOrg(request)).rejects.toMatchObject({ code: 'invalid', status })
})
