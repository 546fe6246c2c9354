import type { APIResponse, Response } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { createOrgByForm } from './support/forms'
import { createAcme, newPerson, type Person } from './support/people'
import { expect, test } from './support/test'

const EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

test('every kind of response has the security headers', async ({ browser }) => {
  const { ann, bob, acme: org } = await createAcme(browser)
  const stranger = await newPerson(browser, 'Eve')
  const slug = org.slice(1)

  const pages: [string, Person, string, number][] = [
    ['page', stranger, '/', 200],
    ['page with a form', stranger, '/sign-in', 200],
    ['page of an org', ann, `${org}/team`, 200],
    ['403', bob, `${org}/settings`, 403],
    ['404', stranger, '/no/such/page', 404],
    ['404 of Next', stranger, '/_next/nothing', 404],
    ['404 of an org', ann, '/an-unknown-org/team', 404],
    ['malformed path', stranger, '/%E0%A4%A', 404],
    ['email', stranger, '/dev/emails/invitation', 200],
  ]
  for (const [what, person, path, status] of pages) {
    const response = await get(person, path)
    expect(response.status(), what).toBe(status)
    const scripts = await checkDocument(what, response)
    // Errors and emails are complete without.
    expect(scripts.length > 0, what).toBe(status === 200 && what !== 'email')
  }

  const stylesheet = /href="([^"]+\.css[^"]*)"/.exec(await (await get(ann, '/')).text())?.[1] ?? ''
  expect(stylesheet).toMatch(/^\/_next\/static\//)
  const others: [string, Person, string, number][] = [
    ['redirect', stranger, `${org}/team`, 307],
    ['API', ann, `/api/projects?org=${slug}`, 200],
    ['health', stranger, '/api/health', 200],
    ['download', ann, `${org}/activity/export`, 200],
    ['icon', stranger, '/icon', 200],
    ['static file', stranger, stylesheet, 200],
  ]
  for (const [what, person, path, status] of others) {
    const response = await get(person, path)
    expect(response.status(), what).toBe(status)
    check(what, response)
  }

  const posted = ann.page.waitForResponse((response) => response.request().method() === 'POST')
  await createOrgByForm(ann, 'Globex')
  check('action', await posted)

  await breakOrg(slug)
  const error = await get(ann, `${org}/projects`)
  expect(error.status()).toBe(500)
  await checkDocument('500', error)
  await ann.page.goto(`${org}/projects`)
  await expect(ann.page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
})

test('each request has its own nonce, and a page runs no script without it', async ({
  page,
  violations,
}) => {
  const [one, other] = [await page.request.get('/'), await page.request.get('/')].map(nonceOf)
  expect(one).not.toBe(other)

  await page.route('/', async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    const script = '<script>document.documentElement.lang = "injected"</script></head>'
    await route.fulfill({ response, body: html.replace('</head>', script) })
  })
  await page.goto('/')

  await expect.poll(() => violations).toEqual([expect.stringContaining('script-src')])
  violations.splice(0)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

function get({ page }: Person, path: string) {
  return page.request.get(path, { maxRedirects: 0 })
}

function check(what: string, response: APIResponse | Response): string {
  expect(response.headers(), what).toMatchObject(EVERYWHERE)
  const policy = response.headers()['content-security-policy'] ?? ''
  expect(policy, what).toMatch(/default-src '(self|none)'/)
  expect(policy, what).toContain("frame-ancestors 'none'")
  expect(policy.match(/script-src [^;]*/)?.[0] ?? '', what).not.toContain('unsafe')
  return policy
}

/** Every script of the document has the nonce of its policy. Returns the scripts. */
async function checkDocument(what: string, response: APIResponse) {
  check(what, response)
  const nonce = nonceOf(response)
  expect(nonce, what).toMatch(/^[\w+/=]{20,}$/)
  const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
  return scripts
}

function nonceOf(response: APIResponse) {
  return /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1]
}

/** Its pages fail, because the tables of its projects are in no schema. */
async function breakOrg(slug: string) {
  const schema = sql<string>`'t_' || replace(${orgs.id}::text, '-', '')`
  await asSystem('test', (tx) => tx.update(orgs).set({ schema }).where(eq(orgs.slug, slug)))
}
