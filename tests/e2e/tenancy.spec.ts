import { rmSync } from 'node:fs'
import { type RequestOptions, request } from 'node:http'
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { stopEmbedded } from '@/db/embedded'
import { linkInto } from '@/lib/tenancy/links'
import { STRATEGIES, type Tenancy } from '@/lib/tenancy/tenancy'
import { signIn } from './people'
import { dataDirOf, type Server, startServer } from './server'

const PAGES = ['Dashboard', 'Projects', 'Team', 'Activity', 'Settings']
const HEADINGS: Record<string, string> = { Dashboard: 'Acme' }
const heading = (name: string) => HEADINGS[name] ?? name

// Of the seeds: an admin of Acme who is a member of Globex, a member of Acme, and neither.
const ADA = 'admin@example.com'
const MILO = 'member@example.com'
const OLGA = 'outsider@example.com'

for (const strategy of STRATEGIES) {
  test.describe(`with the organization in the ${strategy}`, () => {
    test.describe.configure({ mode: 'default' })
    const dataDir = dataDirOf(`tenancy-${strategy}`)
    let server: Server
    let tenancy: Tenancy

    /** The URL that leads into an org from anywhere. */
    const into = (slug: string, rest: string) =>
      new URL(linkInto(tenancy, slug, rest), tenancy.origin).href

    /** The URL under which the page is then shown. */
    const shown = (slug: string, rest: string) =>
      strategy === 'cookie' ? `${tenancy.origin}${rest}` : into(slug, rest)

    test.beforeAll(async () => {
      server = await startServer({ TENANT_RESOLUTION: strategy, DATA_DIR: dataDir })
      const host = strategy === 'subdomain' ? 'app.localhost' : 'localhost'
      const origin = server.url.replace('localhost', host)
      tenancy = { strategies: [strategy], origin, domain: new URL(origin).host }
    })

    test.afterAll(async () => {
      await server.kill()
      await stopEmbedded(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    })

    const enter = (browser: Browser, email: string, options = {}) =>
      personAt(browser, tenancy.origin, email, options)

    test('every page is reached by its URL, by links, back and forward', async ({ browser }) => {
      const page = await enter(browser, ADA)
      await page.getByRole('main').getByRole('link', { name: 'Acme' }).click()
      const navigation = page.getByRole('navigation', { name: 'Organization' })
      for (const name of PAGES) {
        await navigation.getByRole('link', { name }).click()
        await expect(page.getByRole('heading', { level: 1, name: heading(name) })).toBeVisible()
        await expect(page).toHaveURL(shown('acme', `/${name.toLowerCase()}`))
        await expect(navigation.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
      }
      await page.goBack()
      await expect(page).toHaveURL(shown('acme', '/activity'))
      await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
      await page.goForward()
      await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()

      for (const name of PAGES) {
        const answer = await page.goto(into('acme', `/${name.toLowerCase()}`))
        expect(answer?.status()).toBe(200)
        expect(answer?.headers()['cache-control']).toMatch(/no-store/)
        await expect(page).toHaveURL(shown('acme', `/${name.toLowerCase()}`))
        await expect(page.getByRole('heading', { level: 1, name: heading(name) })).toBeVisible()
        expect(
          await page.evaluate(() => fetch('', { method: 'HEAD' }).then((it) => it.status)),
        ).toBe(200)
      }
    })

    test('what a form asks for stays in the organization, and so does a download', async ({
      browser,
    }) => {
      const page = await enter(browser, ADA)
      await page.goto(into('acme', '/team?sort=joined'))
      await page.getByLabel('Search members').fill('milo')
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(page.getByText('1 match')).toBeVisible()
      await expect(page.getByRole('row', { name: /Milo Reyes/ })).toBeVisible()
      expect(new URL(page.url()).searchParams.get('sort')).toBe('joined')

      await page.goto(into('acme', '/activity'))
      await page.getByLabel('Action').selectOption('Created the organization')
      await page.getByRole('button', { name: 'Filter' }).click()
      await expect(page.getByRole('row')).toHaveCount(2)
      const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
      const [type, csv] = await page.evaluate(async (url) => {
        const answer = await fetch(url ?? '')
        return [answer.headers.get('content-type'), await answer.text()]
      }, href)
      expect(type).toBe('text/csv; charset=utf-8')
      expect(csv).toContain('created the organization Acme')
    })

    test('an action shows its change, and one that leads on leads into the right organization', async ({
      browser,
    }) => {
      const page = await enter(browser, ADA)
      await page.goto(into('acme', '/projects'))
      await createProject(page, `Here ${strategy}`)
      await expect(page).toHaveURL(shown('acme', '/projects'))

      await page.getByRole('button', { name: 'Switch organization' }).click()
      await page.getByRole('link', { name: 'New organization' }).click()
      await expect(page).toHaveURL(`${tenancy.origin}/orgs/new`)
      await page.getByLabel('Organization name').fill('Initech')
      await page.getByRole('button', { name: 'Create organization' }).click()
      await expect(page.getByRole('heading', { name: 'Initech' })).toBeVisible()
      await expect(page).toHaveURL(shown('initech', '/dashboard'))

      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByLabel('Address').fill('initrode')
      await page.getByRole('button', { name: 'Save changes' }).click()
      await expect(page.getByText('Changes saved.')).toBeVisible()
      await expect(page).toHaveURL(shown('initrode', '/settings?saved=1'))
      await page.goto(into('initech', '/team?sort=joined'))
      await expect(page).toHaveURL(shown('initrode', '/team?sort=joined'))
      await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
    })

    test('the signed-out are led to sign in, and back to the page that they asked for', async ({
      browser,
    }) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(into('acme', '/team?sort=joined'))
      await expect(page).toHaveURL(new RegExp(`^${tenancy.origin}/sign-in\\?`))
      await signIn({ name: 'Ada', email: ADA, page }, 'password')
      await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
      await expect(page).toHaveURL(shown('acme', '/team?sort=joined'))

      await page.getByRole('button', { name: 'Account menu' }).click()
      await page.getByRole('menuitem', { name: 'Invitations' }).click()
      await expect(page).toHaveURL(`${tenancy.origin}/invitations`)
      await page.goto(into('acme', '/dashboard'))
      await page.getByRole('button', { name: 'Account menu' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page).toHaveURL(`${tenancy.origin}/sign-in`)
      await page.goto(into('acme', '/dashboard'))
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    })

    test('strangers find nothing, whether the organization exists or not', async ({ browser }) => {
      const page = await enter(browser, OLGA)
      for (const slug of ['acme', 'nobody-here']) {
        for (const name of PAGES) {
          const answer = await page.goto(into(slug, `/${name.toLowerCase()}`))
          if (strategy === 'cookie') await expect(page).toHaveURL(`${tenancy.origin}/orgs`)
          else expect(answer?.status()).toBe(404)
          await expect(page.getByText(/Acme|Milo|Brand refresh/)).toHaveCount(0)
        }
      }
      const milo = await enter(browser, MILO)
      expect((await milo.goto(into('acme', '/settings')))?.status()).toBe(403)
    })

    test('without JavaScript it is the same', async ({ browser }) => {
      const page = await enter(browser, ADA, { javaScriptEnabled: false })
      await page.goto(into('acme', '/settings'))
      await page.getByLabel('Organization name').fill('')
      await page.getByRole('button', { name: 'Save changes' }).click()
      await expect(page.getByText('Enter a name.')).toBeVisible()
      await page.getByLabel('Organization name').fill('Acme')
      await page.getByRole('button', { name: 'Save changes' }).click()
      await expect(page.getByText('Changes saved.')).toBeVisible()
      await page.getByRole('link', { name: 'Team' }).click()
      await page.getByLabel('Search members').fill('priya')
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(page.getByText('1 match')).toBeVisible()
      await expect(page.getByText('Acme', { exact: true }).first()).toBeVisible()
    })

    test('two tabs in two organizations keep apart', async ({ browser }) => {
      const acme = await enter(browser, ADA)
      const globex = await acme.context().newPage()
      await acme.goto(into('acme', '/projects'))
      await globex.goto(into('globex', '/projects'))
      await createProject(acme, `Of Acme ${strategy}`)
      await expect(switcher(acme)).toHaveText(/Acme/)
      await expect(acme.getByText('Solar roof')).toHaveCount(0)
      await expect(acme.getByText('Website relaunch')).toBeVisible()
      await globex.goto(into('globex', '/projects'))
      await expect(globex.getByText('Solar roof')).toBeVisible()
      await expect(globex.getByText(`Of Acme ${strategy}`)).toHaveCount(0)
    })

    for (const [javaScriptEnabled, project] of [
      [true, 'Customer interviews'],
      [false, 'Mobile app'],
    ] as const) {
      const how = javaScriptEnabled ? 'with' : 'without'
      test(`what is posted ${how} JavaScript acts on the organization of its page, which follows`, async ({
        browser,
      }) => {
        const acme = await enter(browser, ADA, { javaScriptEnabled })
        const globex = await acme.context().newPage()
        await acme.goto(into('acme', '/projects'))
        await globex.goto(into('globex', '/projects'))
        const row = acme.getByRole('listitem').filter({ hasText: project })
        await row.getByRole('button', { name: 'Archive' }).click()
        await expect(row.getByRole('button', { name: 'Restore' })).toBeVisible()
        await expect(switcher(acme)).toHaveText(/Acme/)
        await expect(acme).toHaveURL(shown('acme', '/projects'))
      })
    }

    test('a name for the server that is not its own gets nothing, and is not repeated', async () => {
      const { port } = new URL(server.url)
      for (const path of ['/sign-in', '/acme/team', '/api/projects?org=acme']) {
        const answer = await send(Number(port), path, {
          headers: { host: `evil.other.localhost:${port}` },
        })
        expect(answer.status).toBe(404)
        expect(answer.text).not.toContain('evil')
      }
    })
  })
}

test('an organization on its own host cannot post for another', async ({ browser }) => {
  const dataDir = dataDirOf('tenancy-siblings')
  const server = await startServer({ TENANT_RESOLUTION: 'subdomain', DATA_DIR: dataDir })
  try {
    const { port } = new URL(server.url)
    const page = await personAt(browser, `http://app.localhost:${port}`, ADA)
    await page.goto(`http://acme.app.localhost:${port}/projects`)
    const posted = page.waitForRequest((request) => request.method() === 'POST')
    await createProject(page, 'Moonshot')
    const original = await posted
    const cookie = (await original.allHeaders()).cookie ?? ''
    const post = (origin: string) =>
      send(Number(port), '/projects', {
        method: 'POST',
        body: original.postDataBuffer() ?? Buffer.from(''),
        headers: {
          host: `acme.app.localhost:${port}`,
          'next-action': original.headers()['next-action'] ?? '',
          'content-type': original.headers()['content-type'] ?? '',
          cookie,
          origin,
        },
      })
    for (const origin of [
      `http://globex.app.localhost:${port}`,
      `http://app.localhost:${port}`,
      'null',
    ]) {
      expect((await post(origin)).status, origin).toBeGreaterThanOrEqual(400)
    }
    await page.reload()
    await expect(page.getByRole('listitem').filter({ hasText: 'Moonshot' })).toHaveCount(1)
    expect((await post(`http://acme.app.localhost:${port}`)).status).toBe(200)
    await page.reload()
    await expect(page.getByRole('listitem').filter({ hasText: 'Moonshot' })).toHaveCount(2)
  } finally {
    await server.kill()
    await stopEmbedded(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** Node does not resolve the names that a browser does, so it asks by the number. */
function send(
  port: number,
  path: string,
  { body, ...options }: RequestOptions & { body?: Buffer },
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, ...options }, (answer) => {
      let text = JSON.stringify(answer.headers)
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
      .on('error', reject)
      .end(body)
  })
}

async function personAt(browser: Browser, origin: string, email: string, options = {}) {
  const context: BrowserContext = await browser.newContext({ baseURL: origin, ...options })
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in?next=/orgs`)
  await signIn({ name: email, email, page }, 'password')
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
  return page
}

async function createProject(page: Page, name: string) {
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByLabel('Project name').fill(name)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}

const switcher = (page: Page) => page.getByRole('button', { name: 'Switch organization' })
