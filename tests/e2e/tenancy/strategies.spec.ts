import { rmSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { stopEmbedded } from '@/db/embedded'
import { STRATEGIES, type Tenancy } from '@/lib/tenancy/config'
import { linkInto } from '@/lib/tenancy/links'
import { openMail, signIn } from './people'
import { dataDirOf, type Server, startServer } from './server'

const PAGES = ['Dashboard', 'Projects', 'Team', 'Activity', 'Settings']
const HEADINGS: Record<string, string> = { Dashboard: 'Acme' }
const heading = (name: string) => HEADINGS[name] ?? name

// Of the seeds: an admin of Acme who is a member of Globex, a member of Acme, neither, and an admin of
// Globex.
const ADA = 'admin@example.com'
const MILO = 'member@example.com'
const OLGA = 'outsider@example.com'
const JUN = 'jun@example.com'
const NOBODY = 'nobody'

const ACME = /Acme|Priya|Brand refresh/
const GLOBEX = /Solar roof|Jun /

/** The ways to ask for a page. */
const WAYS: Record<string, Sent> = {
  'page load': {},
  HEAD: { method: 'HEAD' },
  OPTIONS: { method: 'OPTIONS' },
  'soft navigation': { headers: { rsc: '1' } },
  prefetch: { headers: { rsc: '1', 'next-router-prefetch': '1' } },
  'prefetch of a segment': {
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
}

/** What a client may write into a request to pass for another, or to be led elsewhere. */
const FORGED: Record<string, string>[] = [
  { 'x-org': 'globex', 'x-tenant': 'globex', 'x-org-slug': 'globex' },
  { 'x-requested-path': '/globex/evil', 'x-tenant-from': 'cookie' },
  { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
  { 'x-middleware-rewrite': '/globex/projects', 'x-middleware-next': '1' },
  {
    'x-middleware-override-headers': 'x-requested-path,x-tenant-from',
    'x-middleware-request-x-requested-path': '/globex/evil',
    'x-middleware-request-x-tenant-from': 'cookie',
  },
  { 'x-invoke-path': '/globex/projects', 'x-matched-path': '/globex/projects' },
  { 'x-original-url': '/globex/projects', 'x-rewrite-url': '/globex/projects' },
  { 'x-nextjs-data': '1' },
  { 'x-forwarded-proto': 'https', forwarded: 'host=evil.example;proto=https' },
]

for (const strategy of STRATEGIES) {
  test.describe(`with the organization in the ${strategy}`, () => {
    test.describe.configure({ mode: 'default' })
    const dataDir = dataDirOf(`tenancy-${strategy}`)
    const signedIn = new Map<string, State>()
    let server: Server
    let tenancy: Tenancy

    /** The URL that leads into an org from anywhere. */
    const into = (slug: string, rest: string) =>
      new URL(linkInto(tenancy, slug, rest), tenancy.origin).href

    /** The URL under which the page is then shown. */
    const shown = (slug: string, rest: string) =>
      strategy === 'cookie' ? `${tenancy.origin}${rest}` : into(slug, rest)

    test.beforeAll(async ({ browser }) => {
      server = await startServer({ TENANT_RESOLUTION: strategy, DATA_DIR: dataDir })
      const host = strategy === 'subdomain' ? 'app.localhost' : 'localhost'
      const origin = server.url.replace('localhost', host)
      tenancy = { strategies: [strategy], origin, domain: new URL(origin).host }
      for (const email of [ADA, MILO, OLGA, JUN]) {
        signedIn.set(email, await stateOf(browser, origin, email))
      }
    })

    test.afterAll(async () => {
      await server.kill()
      await stopEmbedded(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    })

    async function enter(browser: Browser, email: string, options = {}) {
      const storageState = signedIn.get(email)
      const context = await browser.newContext({ storageState, ...options })
      const page = await context.newPage()
      await page.goto(`${tenancy.origin}/orgs`)
      return page
    }

    /** Past the browser, which would follow; with the cookie of the org that is open. */
    async function ask(who: string, url: string, options: Sent = {}, open = 'acme') {
      const { host, port, pathname, search } = new URL(url)
      const session = signedIn.get(who)?.cookies.find(({ name }) => name.endsWith('.session'))
      const cookie = [session && `${session.name}=${session.value}`, open && `org=${open}`]
      const headers = { host, cookie: cookie.filter(Boolean).join('; '), ...options.headers }
      const sent = { ...options, headers }
      const answer = await send(port, pathname + search, sent)
      // Next wants a hash of its router's headers in the URL.
      const { location = '' } = answer.headers
      return location.includes('_rsc') ? send(port, location, sent) : answer
    }

    test('every page is reached by links, back and forward, and another organization by a full load', async ({
      browser,
    }) => {
      const page = await enter(browser, ADA)
      await page.getByRole('main').getByRole('link', { name: 'Acme' }).click()
      const navigation = page.getByRole('navigation', { name: 'Organization' })
      await page.waitForURL(shown('acme', '/dashboard'))
      await page.evaluate(() => Object.assign(window, { kept: true }))
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
      expect(await page.evaluate(() => 'kept' in window)).toBe(true)

      await switcher(page).click()
      await page.getByRole('link', { name: 'Globex' }).click()
      await expect(page).toHaveURL(shown('globex', '/dashboard'))
      await expect(page.getByRole('heading', { level: 1, name: 'Globex' })).toBeVisible()
      expect(await page.evaluate(() => 'kept' in window)).toBe(false)
    })

    test('whoever asks for a page, in whichever way, is answered alike', async () => {
      for (const page of [...PAGES, 'Activity/export']) {
        const url = shown('acme', `/${page.toLowerCase()}`)
        const isRoute = page.includes('/')
        const expected = {
          [ADA]: { status: 200 },
          [MILO]: { status: page === 'Settings' || isRoute ? 403 : 200 },
          [OLGA]: strategy === 'cookie' ? { status: 307, to: '/orgs' } : { status: 404 },
          [NOBODY]: {
            status: 307,
            to: `/sign-in?next=${encodeURIComponent(`/acme/${page.toLowerCase()}`)}`,
          },
        }
        for (const [way, sent] of Object.entries(WAYS)) {
          for (const [who, { status, to }] of Object.entries<{ status: number; to?: string }>(
            expected,
          )) {
            const answer = await ask(who, url, sent)
            const what = `${who}, ${way}, ${page}`
            expect(answer.headers['cache-control'], what).toMatch(/^private, .*no-store/)
            if (who === OLGA || who === NOBODY) expect(answer.text, what).not.toMatch(ACME)
            if (way === 'OPTIONS') {
              expect(answer.status, what).toBe(isRoute ? 204 : 400)
            } else if (sent.headers && !isRoute) {
              // The status of the page is in what the router reads.
              expect(answer.status, what).toBe(200)
              expect(answer.headers['content-type'], what).toBe('text/x-component')
            } else {
              expect(answer.status, what).toBe(status)
              expect(answer.headers.location?.replace(tenancy.origin, ''), what).toBe(to)
            }
          }
        }
      }
    })

    test('what a request says of itself is not believed', async () => {
      const url = shown('acme', '/projects')
      const [ada, olga, nobody] = await Promise.all([ADA, OLGA, NOBODY].map((who) => ask(who, url)))
      expect(nobody?.headers.location).toContain('next=%2Facme%2Fprojects')
      for (const headers of FORGED) {
        const what = JSON.stringify(headers)
        const [asAda, asOlga, asNobody] = await Promise.all(
          [ADA, OLGA, NOBODY].map((who) => ask(who, url, { headers })),
        )
        expect(asAda?.status, what).toBe(ada?.status)
        expect(asAda?.text, what).toMatch(ACME)
        expect(asAda?.text, what).not.toMatch(GLOBEX)
        for (const [answer, plain] of [
          [asOlga, olga],
          [asNobody, nobody],
        ]) {
          expect(answer?.status, what).toBe(plain?.status)
          expect(answer?.headers.location, what).toBe(plain?.headers.location)
          expect(answer?.text, what).not.toMatch(ACME)
        }
        const api = `${tenancy.origin}/api/projects?org=acme`
        expect((await ask(OLGA, api, { headers })).status, what).toBe(404)
        const { location } = (await ask(NOBODY, api, { headers })).headers
        expect(location, what).toContain(
          `/sign-in?next=${encodeURIComponent('/api/projects?org=acme')}`,
        )
      }
    })

    test('an organization’s page without an organization leads to the choice of one', async ({
      browser,
    }) => {
      const chooses = strategy === 'cookie' || strategy === 'param'
      for (const open of ['', 'nobody-here', 'ACME', '../acme', '%E0%A4%A', 'x'.repeat(5_000)]) {
        const { status, headers } = await ask(ADA, `${tenancy.origin}/team?page=1`, {}, open)
        expect(status, open).toBe(chooses ? 307 : 404)
        expect(headers.location, open).toBe(chooses ? '/orgs' : undefined)
      }
      const page = await enter(browser, OLGA)
      await page.context().addCookies([{ name: 'org', value: 'acme', url: tenancy.origin }])
      await page.goto(`${tenancy.origin}/team`)
      if (chooses)
        await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
      else await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
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
      const shownFor = async (slug: string) => {
        const status = (await page.goto(into(slug, '/team')))?.status()
        return {
          status,
          text: await page.getByRole('main').textContent(),
          title: await page.title(),
        }
      }
      const [foreign, missing] = [await shownFor('acme'), await shownFor('nobody-here')]
      expect(missing).toEqual(foreign)
      expect(foreign.status).toBe(strategy === 'cookie' ? 200 : 404)
      if (strategy !== 'cookie')
        await page.getByRole('link', { name: 'Your organizations' }).click()
      await expect(page).toHaveURL(`${tenancy.origin}/orgs`)

      const milo = await enter(browser, MILO)
      expect((await milo.goto(into('acme', '/settings')))?.status()).toBe(403)
      await milo.getByRole('main').getByRole('link', { name: 'Your organizations' }).click()
      await expect(milo).toHaveURL(`${tenancy.origin}/orgs`)
    })

    test('a link in a mail leads to the app, and from there into the organization', async ({
      browser,
    }) => {
      const ada = await enter(browser, ADA)
      await ada.goto(into('acme', '/team'))
      await ada.getByRole('button', { name: 'Invite members' }).click()
      await ada.getByLabel('Email addresses').fill(JUN)
      await ada.getByRole('button', { name: 'Send invitations' }).click()
      await expect(
        ada.getByRole('table', { name: 'Pending invitations' }).getByText(JUN),
      ).toBeVisible()

      const page = await enter(browser, JUN, { baseURL: tenancy.origin })
      await openMail({ name: 'Jun', email: JUN, page }, /invited you to Acme/)
      const link = page.getByRole('link', { name: 'Accept the invitation' })
      expect(await link.getAttribute('href')).toMatch(new RegExp(`^${tenancy.origin}/invitations/`))
      await link.click()
      await page.getByRole('button', { name: 'Accept invitation' }).click()
      await expect(page).toHaveURL(shown('acme', '/dashboard'))
      await expect(page.getByRole('heading', { level: 1, name: 'Acme' })).toBeVisible()
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
      await acme.goto(into('acme', '/dashboard'))
      await globex.goto(into('globex', '/projects'))
      // Where the URL names no org, the link leads into the one chosen last, and shows nothing else.
      await acme.getByRole('link', { name: 'Projects', exact: true }).click()
      await expect(acme.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
      const both = ['Website relaunch', 'Solar roof']
      const [here = '', there = ''] = strategy === 'cookie' ? both.reverse() : both
      await expect(switcher(acme)).toHaveText(strategy === 'cookie' ? /Globex/ : /Acme/)
      await expect(acme.getByText(here)).toBeVisible()
      await expect(acme.getByText(there)).toHaveCount(0)

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

        await acme.context().clearCookies({ name: 'org' })
        await row.getByRole('button', { name: 'Restore' }).click()
        await expect(row.getByRole('button', { name: 'Archive' })).toBeVisible()
        await expect(acme).toHaveURL(shown('acme', '/projects'))
      })
    }

    test('nobody signs in to another site', async ({ browser }) => {
      const signInFor = (next: string) =>
        `${tenancy.origin}/sign-in?next=${encodeURIComponent(next)}`
      for (const next of ['//evil.example', '/acme//evil.example', '/acme/\\evil.example']) {
        const { headers } = await ask(ADA, signInFor(next))
        const home = into('acme', '/dashboard')
        expect(new URL(headers.location ?? '', tenancy.origin).href, next).toBe(home)
      }
      const page = await (await browser.newContext()).newPage()
      await page.goto(signInFor('/acme//evil.example'))
      await signIn({ name: 'Ada', email: ADA, page }, 'password')
      await expect(page).toHaveURL(`${tenancy.origin}/orgs`)
    })

    test('a name for the server that is not its own gets nothing, and is not repeated', async () => {
      const { host, hostname, port } = new URL(tenancy.origin)
      const names = [
        { host: `evil.other.localhost:${port}` },
        ...[`evil.example`, `${host}.evil.example`, `${host}, evil`, `evil@${host}`].map(
          (name) => ({
            'x-forwarded-host': name,
          }),
        ),
        { 'x-forwarded-host': `${hostname}:1` },
        { 'x-forwarded-host': `${hostname}.:${port}` },
      ]
      for (const path of [
        '/',
        '/sign-in',
        '/acme/team',
        '/team?org=acme',
        '/api/projects?org=acme',
      ]) {
        for (const headers of names) {
          const answer = await ask(ADA, tenancy.origin + path, { headers })
          const what = `${path} ${JSON.stringify(headers)}`
          expect(answer.status, what).toBe(404)
          expect(JSON.stringify(answer), what).not.toMatch(/evil|Acme/)
          expect(answer.headers['cache-control'], what).toBe('private, no-store')
        }
      }
    })

    test('what another origin posts is refused', async ({ browser }) => {
      const page = await enter(browser, ADA)
      await page.goto(into('acme', '/projects'))
      const posted = page.waitForRequest((request) => request.method() === 'POST')
      await createProject(page, 'Moonshot')
      const original = await posted
      const url = original.url()
      const body = original.postDataBuffer() ?? Buffer.from('')
      const type = original.headers()['content-type'] ?? ''
      const action = {
        'next-action': original.headers()['next-action'] ?? '',
        'content-type': type,
      }
      const api = { 'content-type': 'application/json', 'x-org': 'acme' }
      const post = async (origin: string) => [
        (await ask(ADA, url, { method: 'POST', body, headers: { ...action, origin } })).status,
        (
          await ask(ADA, new URL('/api/projects', url).href, {
            method: 'POST',
            body: Buffer.from('{"name":"Moonshot"}'),
            headers: { ...api, origin },
          })
        ).status,
      ]
      const { origin, host } = new URL(url)
      const others = ['null', 'https://evil.example', `http://globex.${tenancy.domain}`]
      if (strategy === 'subdomain') others.push(tenancy.origin)
      for (const other of others) expect(await post(other), other).toEqual([500, 403])
      const elsewhere = { ...action, origin, 'x-forwarded-host': `evil.${host}:1` }
      expect((await ask(ADA, url, { method: 'POST', body, headers: elsewhere })).status).toBe(404)
      const shots = page.getByRole('listitem').filter({ hasText: 'Moonshot' })
      await page.reload()
      await expect(shots).toHaveCount(1)
      expect(await post(origin)).toEqual([200, 201])
      await page.reload()
      await expect(shots).toHaveCount(3)
    })
  })
}

for (const { strategies, host, cases } of [
  {
    strategies: 'subdomain,path',
    host: 'app.localhost',
    cases: [
      ['app.localhost/acme/team?sort=joined', 'acme.app.localhost/team?sort=joined', 'Acme'],
      ['app.localhost/globex', 'globex.app.localhost/dashboard', 'Globex'],
    ],
  },
  {
    strategies: 'cookie,param',
    host: 'localhost',
    cases: [
      ['localhost/team?org=acme&sort=joined', 'localhost/team?sort=joined', 'Acme'],
      ['localhost/team', 'localhost/team', 'Acme'],
      ['localhost/team?org=globex', 'localhost/team', 'Globex'],
      ['localhost/acme/projects', 'localhost/projects', 'Acme'],
    ],
  },
  {
    strategies: 'param,path,cookie',
    host: 'localhost',
    cases: [
      ['localhost/acme/team', 'localhost/team?org=acme', 'Acme'],
      ['localhost/team', 'localhost/team?org=acme', 'Acme'],
      ['localhost/team?org=globex', 'localhost/team?org=globex', 'Globex'],
    ],
  },
]) {
  test(`with ${strategies}, each is understood and leads to the first`, async ({ browser }) => {
    const dataDir = dataDirOf(`tenancy-${strategies}`)
    const server = await startServer({ TENANT_RESOLUTION: strategies, DATA_DIR: dataDir })
    try {
      const { port } = new URL(server.url)
      const at = (written: string) => `http://${written.replace('/', `:${port}/`)}`
      const storageState = await stateOf(browser, at(`${host}/`).replace(/\/$/, ''), ADA)
      const page = await (await browser.newContext({ storageState })).newPage()
      for (const [asked = '', shown = '', org = ''] of cases) {
        await page.goto(at(asked))
        await expect(page).toHaveURL(at(shown))
        await expect(switcher(page)).toHaveText(new RegExp(org))
        await page.getByRole('link', { name: 'Activity', exact: true }).click()
        await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
        await expect(switcher(page)).toHaveText(new RegExp(org))
      }
    } finally {
      await server.kill()
      await stopEmbedded(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
}

type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer }

/** Node does not resolve the names that a browser does, so it asks by the number. */
function send(port: string, path: string, { body, ...options }: Sent) {
  type Answer = { status: number; headers: IncomingHttpHeaders; text: string }
  return new Promise<Answer>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, ...options }, (answer) => {
      const { statusCode: status = 0, headers } = answer
      let text = ''
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () => resolve({ status, headers, text }))
    })
      .on('error', reject)
      .end(body)
  })
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>

/** Signs in, and answers what a browser then keeps. */
async function stateOf(browser: Browser, origin: string, email: string): Promise<State> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in?next=/orgs`)
  await signIn({ name: email, email, page }, 'password')
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
  const state = await context.storageState()
  await context.close()
  return state
}

async function createProject(page: Page, name: string) {
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByLabel('Project name').fill(name)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}

const switcher = (page: Page) => page.getByRole('button', { name: 'Switch organization' })
