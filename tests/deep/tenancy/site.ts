import { rmSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { stopEmbedded } from '@/db/embedded'
import type { Strategy, Tenancy } from '@/lib/tenancy/config'
import { lastOrgCookieName } from '@/lib/tenancy/last-org'
import { linkInto } from '@/lib/tenancy/links'
import { signIn } from '../../e2e/support/forms'
import { type Received, type Sent, send } from '../../e2e/support/send'
import { dataDirOf, type Server, startServer } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'

// People of the seeds.
/** An admin of Acme and a member of Globex. */
export const ADA = 'admin@example.com'
/** A member of Acme. */
export const MILO = 'member@example.com'
/** A member of neither. */
export const OLGA = 'outsider@example.com'
/** An admin of Globex. */
export const JUN = 'jun@example.com'
export const SIGNED_OUT = 'signed out'

/** Texts that only members of Acme see. */
export const ACME = /Acme|Priya|Brand refresh/

/** A server with one strategy, which all tests of that strategy share, and its URLs. */
export type Site = {
  strategy: Strategy
  /** Only inside a test. */
  tenancy: () => Tenancy
  /** What the server has written to its log. */
  log: () => string
  /** The URL of the root host with this path. */
  root: (path: string) => string
  /** The URL that leads into an org from anywhere. */
  into: (slug: string, rest: string) => string
  /** The URL at which that page is then shown. */
  shown: (slug: string, rest: string) => string
  /** Opens the list of organizations, signed in as one of the people above. */
  enter: (browser: Browser, email: string, options?: object) => Promise<Page>
  /** Sends a request without a browser, which follows no redirect. `lastOrg` is the cookie `org`. */
  ask: (who: string, url: string, options?: Partial<Sent>, lastOrg?: string) => Promise<Received>
}

/** Starts the server before the tests of a describe block, and stops it after them. */
export function useSite(strategy: Strategy): Site {
  const dataDir = dataDirOf(`tenancy-${strategy}`)
  const signedIn = new Map<string, State>()
  let server: Server
  let tenancy: Tenancy

  test.beforeAll(async ({ browser }) => {
    server = await startServer({ LOCAL_MODE: '1', TENANT_RESOLUTION: strategy, DATA_DIR: dataDir })
    const host = strategy === 'subdomain' ? 'app.localhost' : 'localhost'
    const origin = server.url.replace('localhost', host)
    tenancy = { strategies: [strategy], origin, domain: new URL(origin).host }
    for (const email of [ADA, MILO, OLGA, JUN]) {
      signedIn.set(email, await signedInState(browser, origin, email))
    }
  })

  test.afterAll(() => stop(server, dataDir))

  const root = (path: string) => tenancy.origin + path
  const into = (slug: string, rest: string) => new URL(linkInto(tenancy, slug, rest), root('')).href
  return {
    strategy,
    tenancy: () => tenancy,
    log: () => server.output(),
    root,
    into,
    shown: (slug, rest) => (strategy === 'cookie' ? root(rest) : into(slug, rest)),
    enter: async (browser, email, options = {}) => {
      const storageState = signedIn.get(email)
      const context = await browser.newContext({ storageState, ...options })
      const page = await context.newPage()
      await page.goto(root('/orgs'))
      return page
    },
    ask: async (who, url, options = {}, lastOrg = 'acme') => {
      const { host, port, pathname, search } = new URL(url)
      const session = signedIn.get(who)?.cookies.find(({ name }) => name.endsWith('.session'))
      const cookie = [
        session && `${session.name}=${session.value}`,
        lastOrg && `${lastOrgCookieName(tenancy)}=${lastOrg}`,
      ]
      const headers = { host, cookie: cookie.filter(Boolean).join('; '), ...options.headers }
      const sent = { path: pathname + search, ...options, headers }
      const received = await send(port, sent)
      // Next redirects a request of its router that lacks the hash of the router's headers.
      const { location = '' } = received.headers
      return location.includes('_rsc') ? send(port, { ...sent, path: location }) : received
    },
  }
}

export async function stop(server: Server, dataDir: string) {
  await server.kill()
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>

/** The cookies of a browser after signing in. */
export async function signedInState(
  browser: Browser,
  origin: string,
  email: string,
): Promise<State> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in?next=/orgs`)
  await signIn({ name: email, email, page }, 'password')
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
  const state = await context.storageState()
  await context.close()
  return state
}

/** From the projects page, to which it returns. */
export async function createProject(page: Page, name: string) {
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByLabel('Project name').fill(name)
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('link', { name: 'All projects' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}

export const switcher = (page: Page) => page.getByRole('button', { name: 'Switch organization' })
