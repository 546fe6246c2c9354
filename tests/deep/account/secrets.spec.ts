import type { Browser, Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { invitations } from '@/db/schema/system/orgs'
import { emailLinks, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { signToken } from '@/lib/auth/tokens'
import { removeDatabase } from '../../e2e/support/database'
import {
  createOrgByForm,
  createProjectByForm,
  inviteByForm,
  signIn,
  signUp,
} from '../../e2e/support/forms'
import { PASSWORD } from '../../e2e/support/people'
import { dataDirOf, startServer } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { uniqueEmail } from '../../factories'
import { findIn, linksInDatabase, secretsInDatabase } from './find-secrets'
import { recordResponses } from './record-responses'

const NEW_PASSWORD = 'another long password'

const dataDir = dataDirOf('secrets')

test.use({ dataDir })

test.afterAll(() => removeDatabase(dataDir))

test('no password, hash, token and secret is in a response or in the log', async ({ browser }) => {
  const server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir })
  const recorder = await recordResponses()
  const secrets = new Set([PASSWORD, NEW_PASSWORD])
  const links = new Set<string>()
  const collect = async ({ page }: { page: Page }) => {
    for (const secret of await secretsInDatabase()) secrets.add(secret)
    for (const link of await linksInDatabase()) links.add(link)
    const cookies = await page.context().cookies()
    const session = cookies.find(({ name }) => name.endsWith('.session'))
    if (session) secrets.add(session.value)
  }
  const open = async (name: string) => ({
    name,
    email: uniqueEmail(),
    page: await newPage(browser, server.url, recorder.options),
  })
  try {
    const [ann, bob] = [await open('Ann'), await open('Bob')]
    await signUp(ann)
    await collect(ann)
    await ann.page.goto(`/verify-email?token=${await signUpToken(ann.email)}`)
    await ann.page.getByLabel('Password').fill(PASSWORD)
    await ann.page.getByRole('button', { name: 'Verify email' }).click()
    await expect(ann.page.getByRole('heading', { name: 'New organization' })).toBeVisible()
    const acme = await createOrgByForm(ann, 'Acme')
    await createProjectByForm(ann, acme, 'Moonshot')
    await inviteByForm(ann, acme, bob.email)
    await collect(ann)

    await bob.page.goto(`/invitations/${await invitationToken(bob.email)}/sign-up`)
    await bob.page.getByLabel('Name').fill('Bob')
    await bob.page.getByLabel('Password').fill(PASSWORD)
    await bob.page.getByRole('button', { name: 'Create account' }).click()
    await expect(bob.page.getByRole('heading', { name: 'Acme' })).toBeVisible()
    await collect(bob)

    await bob.page.context().clearCookies({ name: /session$/ })
    await bob.page.goto('/sign-in')
    await signIn(bob, 'a wrong password')
    await expect(bob.page.getByRole('alert').filter({ hasText: 'is wrong' })).toBeVisible()
    await bob.page.goto('/forgot-password')
    await bob.page.getByLabel('Email').fill(bob.email)
    await bob.page.getByRole('button', { name: 'Send link' }).click()
    await expect(bob.page.getByText(`If ${bob.email} has an account`)).toBeVisible()
    await collect(bob)
    await bob.page.goto(`/reset-password?token=${await resetToken(bob.email)}`)
    await bob.page.getByLabel('New password').fill(NEW_PASSWORD)
    await bob.page.getByRole('button', { name: 'Set password' }).click()
    await expect(toast(bob.page, 'Your password has been changed')).toBeVisible()
    await signIn(bob, NEW_PASSWORD)
    await expect(bob.page).not.toHaveURL(/sign-in/)
    await collect(bob)

    await ann.page.goto('/account/security')
    await ann.page.getByLabel('Current password').fill(PASSWORD)
    await ann.page.getByLabel('New password').fill(NEW_PASSWORD)
    await ann.page.getByRole('button', { name: 'Change password' }).click()
    await expect(toast(ann.page, 'Password changed.')).toBeVisible()
    for (const page of ['dashboard', 'projects', 'team', 'activity', 'settings']) {
      await ann.page.goto(`${acme}/${page}`)
    }
    for (const path of ['/account', '/account/sessions', '/account/security/activity', '/orgs']) {
      await ann.page.goto(path)
      await bob.page.goto(path)
    }
    for (const path of ['/', '/invitations', '/nothing', '/verify-email?token=x']) {
      await ann.page.goto(path)
    }
    const api = ['members', 'projects'].map((list) => `/api/${list}?org=${acme.slice(1)}`)
    for (const path of [`${acme}/activity/export`, ...api]) {
      await ann.page.evaluate(async (url) => (await fetch(url)).text(), path)
    }
    await collect(ann)

    const { exchanges } = recorder
    expect(findIn(exchanges, secrets, links)).toEqual([])
    const log = { url: 'log', sent: '', headers: '', body: server.output() }
    expect(findIn([log], secrets, links)).toEqual([])

    // The search finds what is there.
    expect(secrets.size).toBeGreaterThan(10)
    expect(links.size).toBeGreaterThan(4)
    expect(findIn(exchanges, ['Moonshot'])).not.toEqual([])
    expect(findIn([log], ['runs in local mode'])).not.toEqual([])
    const visited = exchanges.map(({ url }) => new URL(url).pathname)
    expect(visited).toContain('/account/sessions')
    expect(visited).toContain(`${acme}/activity/export`)
  } finally {
    recorder.stop()
    await server.kill()
  }
})

async function newPage(
  browser: Browser,
  baseURL: string,
  proxy: { server: string; bypass: string },
) {
  const context = await browser.newContext({ baseURL, proxy })
  return context.newPage()
}

async function signUpToken(email: string) {
  const [row] = await asSystem('test', (tx) =>
    tx.select({ id: signUps.id }).from(signUps).where(eq(signUps.email, email)),
  )
  return signToken('sign-up', row?.id ?? '')
}

async function resetToken(email: string) {
  const [row] = await asSystem('test', (tx) =>
    tx.select({ id: emailLinks.id }).from(emailLinks).where(eq(emailLinks.email, email)),
  )
  return signToken('password-reset', row?.id ?? '')
}

async function invitationToken(email: string) {
  const { id, version } = invitations
  const [row] = await asSystem('test', (tx) =>
    tx.select({ id, version }).from(invitations).where(eq(invitations.email, email)),
  )
  return signToken('invitation', row?.id ?? '', row?.version)
}
