import { createOrg, newUser } from './support/people'
import { expect, test } from './support/test'

test('the API lists and creates projects, and rejects requests from other origins', async ({
  browser,
  baseURL,
}) => {
  const ann = await newUser(browser, 'Ann')
  const org = (await createOrg(ann, 'Acme')).slice(1)
  const api = (data?: object, from = baseURL ?? '') =>
    ann.page.context().request.fetch('/api/projects', {
      method: data ? 'POST' : 'GET',
      headers: { 'X-Org': org, Origin: from },
      data,
    })

  expect((await api({ name: 'Wind park' })).status()).toBe(201)
  expect((await api({ name: '' })).status()).toBe(422)
  expect((await api({ name: 'Forged' }, 'https://evil.example')).status()).toBe(403)

  const { projects } = await (await api()).json()
  expect(projects).toEqual([expect.objectContaining({ name: 'Wind park' })])
})
