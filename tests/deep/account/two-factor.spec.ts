import type { Browser, Download, Page } from '@playwright/test'
import { createUserWithPassword } from '../../auth/users'
import { removeDatabase } from '../../e2e/support/database'
import { signIn as fillInSignIn } from '../../e2e/support/forms'
import { dataDirOf, type Server, startWithoutWorker } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { createOrg, startSession } from '../../factories'
import {
  authenticatorApp,
  createPersonWithTwoFactor,
  PASSWORD,
  switchOnTwoFactor,
} from '../../two-factor/people'
import { openAs } from '../screens/check-screens'

const dataDir = dataDirOf('two-factor')

test.use({ dataDir })
// The tests share a server.
test.describe.configure({ mode: 'default' })

let server: Server

test.beforeAll(async () => {
  server = await startWithoutWorker(dataDir)
})

test.afterAll(async () => {
  await server.kill()
  await removeDatabase(dataDir)
})

test('a person sets it up and sees recovery codes once', async ({ browser }) => {
  const ann = await createUserWithPassword('Ann', PASSWORD)
  const page = await openAs(browser, server.url, (await startSession(ann.id)).token, {})
  await page.goto('/account/security')
  await page.getByRole('link', { name: 'Set up two-factor authentication' }).click()
  await page.getByRole('button', { name: 'Set up authenticator app' }).click()
  await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible()
  const app = authenticatorApp((await page.getByRole('code').textContent())?.replaceAll(' ', ''))

  await page.getByLabel('6-digit code').fill('000000')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByText('This code is wrong or was already used.')).toBeVisible()
  await page.getByLabel('6-digit code').fill(app())
  await page.getByRole('button', { name: 'Switch on' }).click()

  await expect(page.getByRole('heading', { name: 'Save your recovery codes' })).toBeFocused()
  const codes = page.getByText(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/)
  await expect(codes).toHaveCount(10)
  const texts = await codes.allTextContents()
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  expect(await textOf(await saving)).toBe(`${texts.join('\n')}\n`)

  await page.getByRole('link', { name: 'I have saved them' }).click()
  await expect(page.getByText('Recovery codes left: 10.')).toBeVisible()
  await expect(page.getByText(texts[0] ?? '')).toHaveCount(0)
})

test('signing in asks for a code, and returns to the requested page', async ({ browser }) => {
  const { page, email, code } = await newVisitor(browser)
  await page.goto('/account/security')
  await signIn({ page, email })
  await expect(page.getByText(`to sign in as ${email}`)).toBeVisible()

  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goBack()
  await page.getByLabel('6-digit code').fill(code(1))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Recovery codes left: 10.')).toBeVisible()
  await expect(page).toHaveURL('/account/security')
})

test('a recovery code signs in once, and a sign-in can be cancelled', async ({ browser }) => {
  const { page, email, recoveryCodes } = await newVisitor(browser)
  const [recoveryCode = ''] = recoveryCodes
  await page.goto('/sign-in')
  await signIn({ page, email })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto('/sign-in/two-factor')
  await expect(page).toHaveURL('/sign-in')

  await signIn({ page, email })
  await enterRecoveryCode(page, recoveryCode)
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await signIn({ page, email })
  await enterRecoveryCode(page, recoveryCode)
  await expect(page.getByText('This code is wrong or was already used.')).toBeVisible()
})

test('it can be switched off with a code', async ({ browser }) => {
  const { session, code } = await createPersonWithTwoFactor('Ann')
  const page = await openAs(browser, server.url, session, {})
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Switch off' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Code or recovery code').fill(code(1))
  await dialog.getByRole('button', { name: 'Switch off' }).click()
  await expect(page.getByText('Two-factor authentication is off.').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Set up two-factor authentication' })).toBeVisible()
})

test('a member of an organization that requires it sets it up and comes back', async ({
  browser,
}) => {
  const acme = await createOrg('Acme')
  const ann = await acme.join('member')
  const { session } = await switchOnTwoFactor(acme.admin.user)
  const settings = await openAs(browser, server.url, session, {})
  await settings.goto(`/${acme.admin.org.slug}/settings`)
  await settings.getByRole('button', { name: 'Require it of all members' }).click()
  await expect(settings.getByText('Required', { exact: true })).toBeVisible()

  const page = await openAs(browser, server.url, (await startSession(ann.user.id)).token, {})
  await page.goto(`/${acme.admin.org.slug}/projects`)
  await expect(page.getByText('Acme requires two-factor authentication.')).toBeVisible()
  await page.getByRole('button', { name: 'Set up authenticator app' }).click()
  const app = authenticatorApp((await page.getByRole('code').textContent())?.replaceAll(' ', ''))
  await page.getByLabel('6-digit code').fill(app())
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('link', { name: 'I have saved them' }).click()
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible()

  await settings.goto(`/${acme.admin.org.slug}/team`)
  await expect(settings.getByRole('columnheader', { name: 'Two-factor' })).toBeVisible()
  await expect(settings.getByRole('cell', { name: 'On', exact: true })).toHaveCount(2)
  await expect(settings.getByText('Two-factor on')).toHaveCount(2)
  await settings.setViewportSize({ width: 390, height: 844 })
  await expect(settings.getByRole('columnheader', { name: 'Two-factor' })).toBeHidden()
  await expect(settings.getByText('Two-factor on').first()).toBeVisible()
})

/** A person with two-factor who is signed out. */
async function newVisitor(browser: Browser) {
  const { user, ...rest } = await createPersonWithTwoFactor('Ann')
  return { ...rest, email: user.email, page: await openAs(browser, server.url, '', {}) }
}

const signIn = (person: { page: Page; email: string }) =>
  fillInSignIn({ name: 'Ann', ...person }, PASSWORD)

async function enterRecoveryCode(page: Page, code: string) {
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function textOf(download: Download) {
  const chunks = await (await download.createReadStream()).toArray()
  return Buffer.concat(chunks).toString()
}
