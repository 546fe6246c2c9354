import { createAcme, createOrg, newUser } from './support/people'
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

test('the API lists the members of an organization to its members only', async ({ browser }) => {
  const { ann, acme } = await createAcme(browser)
  const eve = await newUser(browser, 'Eve')
  await createOrg(eve, 'Globex')
  const url = `/api/members?org=${acme.slice(1)}`
  const names = async (query: string) => {
    const { members } = await (await ann.page.request.get(url + query)).json()
    return members.map(({ name }: { name: string }) => name)
  }

  expect(await names('')).toEqual(['Ann', 'Bob'])
  expect(await names('&q=BO')).toEqual(['Bob'])
  const refused = await eve.page.request.get(url)
  expect(refused.status()).toBe(404)
  expect(await refused.text()).not.toContain('Bob')
})

test('the API lists the organizations of the signed-in person', async ({ browser, request }) => {
  const [ann, eve] = [await newUser(browser, 'Ann'), await newUser(browser, 'Eve')]
  const acme = await createOrg(ann, 'Acme')
  const globex = await createOrg(ann, 'Globex')
  const urls = async (query: string) => {
    const { orgs } = await (await ann.page.request.get(`/api/orgs${query}`)).json()
    return orgs.map(({ url }: { url: string }) => url)
  }

  expect((await request.get('/api/orgs')).status()).toBe(401)
  expect(await urls('')).toEqual([`${acme}/dashboard`, `${globex}/dashboard`])
  expect(await urls('?q=ACM')).toEqual([`${acme}/dashboard`])
  expect(await urls('?page=2')).toEqual([])
  expect(await (await eve.page.request.get('/api/orgs?q=acme')).json()).toEqual({
    orgs: [],
    total: 0,
  })
})
