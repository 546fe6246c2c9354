import { eq, sql } from 'drizzle-orm'
import { signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { openMail, signIn, signUp, verifyEmail } from './support/forms'
import { createOrg, newPerson, newUser, PASSWORD, type Person } from './support/people'
import { expect, test } from './support/test'
import { toast } from './team/team-page'

test('an unverified account cannot sign in', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  await signUp(ann)
  await ann.page.goto('/sign-in')
  await expect(ann.page.getByLabel('Email')).toBeFocused()
  await signIn(ann)
  await expect(
    ann.page.getByRole('alert').filter({ hasText: 'email or the password is wrong' }),
  ).toBeVisible()
  await expect(ann.page.getByLabel('Email')).toHaveValue(ann.email)
  await expect(ann.page.getByLabel('Password')).toHaveValue('')
})

test('signing up with a known email looks the same, and its owner is notified by email', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const mallory = { ...(await newPerson(browser, 'Mallory')), email: ann.email }
  await signUp(mallory)
  await openMail(ann, /already have a/)
  await ann.page.getByRole('link', { name: 'Sign in' }).click()
  await expect(ann.page).toHaveURL('/orgs')
})

test('resetting the password ends all sessions, and the link works once', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const otherBrowser = { ...(await newPerson(browser, 'Ann')), email: ann.email }
  await otherBrowser.page.goto('/sign-in')
  await otherBrowser.page.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(
    otherBrowser.page.getByRole('heading', { name: 'Forgot your password?' }),
  ).toBeVisible()
  await otherBrowser.page.getByLabel('Email').fill(ann.email)
  await otherBrowser.page.getByRole('button', { name: 'Send link' }).click()
  await expect(otherBrowser.page.getByText(`If ${ann.email} has an account`)).toBeVisible()

  await openMail(otherBrowser, /reset your .*password/i)
  await otherBrowser.page
    .getByRole('link', { name: /reset|new password/i })
    .first()
    .click()
  const link = otherBrowser.page.url()
  await otherBrowser.page.getByLabel('New password').fill('another long password')
  await otherBrowser.page.getByRole('button', { name: 'Set password' }).click()
  await expect(toast(otherBrowser.page, 'Your password has been changed')).toBeVisible()

  await ann.page.goto('/orgs')
  await expect(ann.page.getByText('You have been signed out. Sign in again.')).toBeVisible()
  await signIn(ann)
  await expect(ann.page.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible()
  await signIn(ann, 'another long password')
  await expect(ann.page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()

  await otherBrowser.page.goto(link)
  await expect(otherBrowser.page.getByLabel('New password')).toHaveCount(0)
  await otherBrowser.page.getByRole('link', { name: 'Request a new link' }).click()
  await expect(otherBrowser.page).toHaveURL('/forgot-password')
})

test('signing out ends the session or shows an error, and signing in returns to the requested page', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  await ann.page.goto(acme)
  await ann.page.getByRole('button', { name: 'Account menu' }).click()
  const signOut = ann.page.getByRole('menuitem', { name: 'Sign out' })
  await ann.page.route('**', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 500 }) : route.fallback(),
  )
  await signOut.click()
  await expect(ann.page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await ann.page.unroute('**')

  await ann.page.goto('/')
  await ann.page.getByRole('link', { name: 'Open app' }).click()
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)
  await ann.page.getByRole('button', { name: 'Account menu' }).click()
  await signOut.click()
  await expect(ann.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(ann.page.getByText('You have been signed out')).toHaveCount(0)
  await ann.page.goto('/')
  await expect(ann.page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()

  await ann.page.goto(`${acme}/team`)
  await expect(ann.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(ann)
  await expect(ann.page).toHaveURL(`${acme}/team`)
})

test('the page after signing up names the email, sends it again, and leads to the mailbox', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  await signUpWithTypo(ann)
  await signUp(ann)
  await expect(ann.page.getByText(ann.email)).toBeVisible()
  const otherTab = await ann.page.context().newPage()
  await otherTab.goto(ann.page.url())
  const mails = ann.page.getByRole('listitem')
  await ann.page.getByRole('link', { name: 'Open the local mailbox' }).click()
  await expect(mails.filter({ hasText: ann.email })).toHaveCount(1)

  // The open mailbox refreshes itself.
  await otherTab.getByRole('button', { name: 'Resend email' }).click()
  await expect(toast(otherTab, 'Email sent again.')).toBeVisible()
  await expect(mails).toHaveCount(2)
  const newest = mails.getByRole('link', { name: /verify your email/i }).first()
  await newest.click()
  await expect(ann.page.getByRole('banner')).toContainText(`To ${ann.email}`)
  await ann.page.getByRole('link', { name: 'Back to the mailbox' }).click()
  await ann.page.getByRole('searchbox', { name: 'Search recipients' }).fill(ann.email)
  await ann.page.getByRole('button', { name: 'Search' }).click()
  await expect(mails).toHaveCount(2)
  await newest.click()
  await expireSignUp(ann.email)
  await ann.page.getByRole('link', { name: 'Verify email' }).click()
  await expect(ann.page.getByRole('heading', { name: 'This link has expired' })).toBeVisible()
  await ann.page.getByRole('button', { name: 'Send a new link' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await verifyEmail(ann)
  await expect(ann.page).toHaveURL('/orgs/new')
})

test('too many wrong passwords are throttled, and the message says for how long', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  await ann.page.goto('/sign-in')
  for (let attempt = 1; attempt <= 10; attempt++) {
    await signIn(ann, `wrong ${attempt}`)
    await expect(ann.page.getByRole('button', { name: 'Sign in' })).not.toHaveAttribute('aria-busy')
  }
  await signIn(ann, PASSWORD)
  await expect(
    ann.page.getByRole('alert').filter({ hasText: /Try again in 1[45] minutes/ }),
  ).toBeVisible()
})

test('a forged token verifies no email and opens no invitation', async ({ browser }) => {
  const { page } = await newPerson(browser, 'Eve')
  for (const token of ['', 'x', '3f2b0c1e-8f57-4a7b-9a55-2f9a7f0c6b11.AAAA']) {
    await page.goto(`/verify-email?token=${token}`)
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    await expect(page.getByLabel('Password')).toHaveCount(0)
  }
  await page.goto('/invitations/3f2b0c1e-8f57-4a7b-9a55-2f9a7f0c6b11.AAAA')
  await expect(page.getByRole('heading', { name: 'Invitation not found' })).toBeVisible()
})

test('a person changes their name and password, and stays signed in only here', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const otherBrowser = { ...(await newPerson(browser, 'Ann')), email: ann.email }
  await otherBrowser.page.goto('/sign-in')
  await signIn(otherBrowser)
  await expect(otherBrowser.page).not.toHaveURL('/sign-in')
  const { page } = ann

  await page.goto('/account')
  await page.getByLabel('Name').fill('Ann Quinn')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByRole('button', { name: 'Ann Quinn' })).toBeVisible()

  await page.getByRole('navigation', { name: 'Account' }).getByText('Security').click()
  await expect(page).toHaveURL('/account/security')
  await page.getByLabel('Current password').fill('wrong')
  await page.getByLabel('New password').fill('another long password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await expect(page.getByLabel('New password')).toHaveValue('another long password')
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByLabel('New password').fill('another long password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Password changed.').first()).toBeVisible()

  await page.goto('/account')
  await expect(page.getByLabel('Name')).toHaveValue('Ann Quinn')
  await otherBrowser.page.goto('/account')
  await expect(otherBrowser.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(otherBrowser, 'another long password')
  await expect(otherBrowser.page.getByLabel('Name')).toHaveValue('Ann Quinn')
})

/** The browser keeps the password while the email is corrected, and its hint is not repeated. */
async function signUpWithTypo({ page, name }: Person) {
  await page.goto('/sign-up')
  const password = page.getByLabel('Password')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Email').fill('ann')
  await password.fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Email')).toBeFocused()
  await expect(password).toHaveValue('short')
  await expect(page.getByText('at least 8 characters')).toHaveCount(1)
}

/** Moves the expiry of the sign-up into the past. */
async function expireSignUp(email: string) {
  await asSystem('test', (tx) =>
    tx
      .update(signUps)
      .set({ expiresAt: sql`now() - interval '1 minute'` })
      .where(eq(signUps.email, email)),
  )
}
