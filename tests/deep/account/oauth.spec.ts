import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { stopEmbedded } from '@/db/embedded'
import { signToken } from '@/lib/auth/tokens'
import { paths } from '@/lib/tenancy/paths'
import { createUserWithPassword } from '../../auth/users'
import { send } from '../../e2e/support/send'
import { dataDirOf, type Server, startServer } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { createOrg, uniqueEmail } from '../../factories'
import { type Issuer, startIssuer } from '../../oauth/issuer'
import { invite } from '../../orgs/invite'
import { logIn } from './log-in'

const dataDir = dataDirOf('oauth')
test.use({ dataDir })
test.describe.configure({ timeout: 120_000 })

const PASSWORD = 'correct horse'

let issuer: Issuer
let server: Server

test.beforeAll(async () => {
  issuer = await startIssuer()
  server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir, PROXIES: '1', ...issuer.env })
  issuer.serve(`${server.url}/api/auth/callback/oidc`)
})

test.afterAll(async () => {
  await server.kill()
  issuer.stop()
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('the first sign-in creates an account, which can set a password before it disconnects', async ({
  browser,
}) => {
  const email = uniqueEmail()
  const login = issuer.newPerson({ email, email_verified: true, preferred_username: 'annq' })
  const page = await openPage(browser)
  await page.goto('/sign-up')
  await continueWithIssuer(page, login)
  await expect(page.getByRole('heading', { name: 'New organization' })).toBeVisible()

  await page.goto('/account')
  await expect(page.getByLabel('Name')).toHaveValue('annq')
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Disconnect Acme ID' }).click()
  await expect(toast(page, 'This is your only way to sign in.')).toBeVisible()
  await page.getByRole('button', { name: 'Set a password' }).click()
  await expect(page.getByText(`If ${email} has an account`)).toBeVisible()

  // A later sign-in, with the session of the provider.
  await page.context().clearCookies({ name: /\.session$/ })
  await page.goto('/sign-in?next=/account')
  await page.getByRole('link', { name: 'Continue with Acme ID' }).click()
  await expect(page).toHaveURL('/account')
})

test('an existing account is linked after its password, once, in the browser that asked', async ({
  browser,
}) => {
  const ann = await createUserWithPassword('Ann', PASSWORD)
  const login = issuer.newPerson({ email: ann.email, email_verified: true })
  const page = await openPage(browser)
  await page.goto('/sign-in?next=/account')
  await continueWithIssuer(page, login)
  await expect(page.getByRole('heading', { name: 'Sign in to link Acme ID' })).toBeVisible()
  await expect(page.getByText(`${ann.email} already has an account.`)).toBeVisible()

  const elsewhere = await openPage(browser)
  await elsewhere.goto('/sign-in/link')
  await expect(elsewhere.getByRole('heading', { name: 'Start again' })).toBeVisible()

  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in and link Acme ID' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible()
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in and link Acme ID' }).click()
  await expect(page).toHaveURL('/account')

  await page.goto('/sign-in/link')
  await expect(page.getByRole('heading', { name: 'Start again' })).toBeVisible()
  await elsewhere.goto('/sign-in')
  await continueWithIssuer(elsewhere, login)
  await elsewhere.goto('/account/security')
  await expect(elsewhere.getByText(`Signed in as ${ann.email}.`)).toBeVisible()
})

test('a person who signs in another way confirms the link', async ({ browser }) => {
  const ann = await createUserWithPassword('Ann', PASSWORD)
  const login = issuer.newPerson({ email: ann.email, email_verified: true })
  const page = await openPage(browser)
  await page.goto('/sign-in')
  await continueWithIssuer(page, login)
  await page.getByRole('link', { name: 'Sign in another way' }).click()
  await signIn(page, ann.email)
  await expect(page.getByRole('heading', { name: 'Link Acme ID to your account?' })).toBeVisible()
  await page.getByRole('button', { name: 'Link Acme ID' }).click()
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()

  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Disconnect Acme ID' }).click()
  await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
})

test('an unverified email signs nobody in, creates no account and links none', async ({
  browser,
}) => {
  const ann = await createUserWithPassword('Ann', PASSWORD)
  const victim = issuer.newPerson({ email: ann.email, email_verified: false })
  const stranger = issuer.newPerson({ email: uniqueEmail() })
  for (const login of [victim, stranger]) {
    const page = await openPage(browser)
    await page.goto('/sign-in')
    await continueWithIssuer(page, login)
    await expect(
      page.getByRole('heading', { name: 'Your email is not verified at Acme ID' }),
    ).toBeVisible()
    await page.goto('/account')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await page.goto('/sign-in/link')
    await expect(page.getByRole('heading', { name: 'Start again' })).toBeVisible()
  }
})

test('a signed-in person connects a provider, which another account cannot use', async ({
  browser,
}) => {
  const [ann, bob] = [
    await createUserWithPassword('Ann', PASSWORD),
    await createUserWithPassword('Bob', PASSWORD),
  ]
  const login = issuer.newPerson({ email: uniqueEmail(), email_verified: true })
  const page = await openSecurityPage(browser, ann.email)
  const connect = String(
    await page.getByRole('link', { name: 'Connect Acme ID' }).getAttribute('href'),
  )
  await page.getByRole('link', { name: 'Connect Acme ID' }).click()
  await logIn(page, login)
  await expect(toast(page, 'Connected. You can sign in with it now.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disconnect Acme ID' })).toBeVisible()

  const ofBob = await openSecurityPage(browser, bob.email)
  // A link that Ann has made, as on a page of an attacker.
  await ofBob.goto(connect)
  await expect(ofBob.getByText('Nothing was connected. Try again.')).toBeVisible()
  await ofBob.getByRole('link', { name: 'Connect Acme ID' }).click()
  await logIn(ofBob, login)
  await expect(ofBob.getByText('another account here uses it')).toBeVisible()
  await expect(ofBob.getByText('Not connected', { exact: true })).toBeVisible()
})

test('a new account accepts the invitation that led to it', async ({ browser }) => {
  const acme = await createOrg()
  const email = uniqueEmail()
  const { id } = await invite(acme, { email })
  const page = await openPage(browser)
  await page.goto(paths.signUpByInvitation(signToken('invitation', id)))
  await continueWithIssuer(
    page,
    issuer.newPerson({ email, email_verified: true, name: 'Ann Quinn' }),
  )
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page).toHaveURL(/\/dashboard/)
})

test('a cancelled and a failed sign-in return to the sign-in page with a sentence', async ({
  browser,
}) => {
  const page = await openPage(browser)
  await page.goto('/sign-in?next=/account')
  await page.getByRole('link', { name: 'Continue with Acme ID' }).click()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You cancelled' })).toBeVisible()
  const form = page.locator('form').filter({ has: page.getByLabel('Email') })
  await expect(form.locator('input[name=next]')).toHaveValue('/account')

  await page.goto('/api/auth/callback/oidc?code=forged&state=forged')
  await expect(page.getByRole('alert').filter({ hasText: 'did not work' })).toBeVisible()
})

test('the callback is on the host of APP_URL, whatever host the request names', async () => {
  const { host, port } = new URL(server.url)
  const start = { path: '/sign-in/with/oidc' }
  const inside = await send(port, {
    ...start,
    headers: { Host: 'internal.localhost', 'X-Forwarded-Host': host },
  })
  const target = new URL(inside.headers.location ?? '')
  expect(target.origin).toBe(issuer.url)
  expect(target.searchParams.get('redirect_uri')).toBe(`${server.url}/api/auth/callback/oidc`)

  const foreign: Record<string, string>[] = [
    { Host: 'evil.example' },
    { Host: host, 'X-Forwarded-Host': 'evil.example' },
  ]
  for (const headers of foreign) {
    const refused = await send(port, { ...start, headers })
    expect(refused.status).toBe(404)
    expect(JSON.stringify(refused.headers)).not.toContain(issuer.url)
  }
})

test('another site cannot start a sign-in, and an unknown provider is not found', async () => {
  const { host, port } = new URL(server.url)
  const headers = { Host: host, 'Sec-Fetch-Site': 'cross-site' }
  const crossSite = await send(port, { path: '/sign-in/with/oidc?next=/account', headers })
  expect(crossSite.headers.location).toBe('/sign-in?next=%2Faccount')

  const before = server.output()
  for (const path of ['/sign-in/with/github', '/api/auth/callback/github', '/api/auth/signin']) {
    expect((await send(port, { path, headers: { Host: host } })).status, path).toBe(404)
  }
  expect(server.output()).toBe(before)
})

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url,
    extraHTTPHeaders: { 'X-Forwarded-For': randomUUID() },
  })
  return context.newPage()
}

async function openSecurityPage(browser: Browser, email: string): Promise<Page> {
  const page = await openPage(browser)
  await page.goto('/sign-in?next=/account/security')
  await signIn(page, email)
  await expect(page.getByRole('heading', { name: 'Password' })).toBeVisible()
  return page
}

async function signIn(page: Page, email: string) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function continueWithIssuer(page: Page, login: string) {
  await page.getByRole('link', { name: 'Continue with Acme ID' }).click()
  await logIn(page, login)
}
