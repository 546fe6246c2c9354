import { expect, test } from '@playwright/test'
import { becomeUser, createOrg, newPerson, openMail, PASSWORD, signIn, signUp } from './people'

test('an unverified account cannot sign in', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  await signUp(ann)
  await ann.page.goto('/sign-in')
  await signIn(ann)
  await expect(
    ann.page.getByRole('alert').filter({ hasText: 'email or the password is wrong' }),
  ).toBeVisible()
  await expect(ann.page.getByLabel('Email')).toHaveValue(ann.email)
  await expect(ann.page.getByLabel('Password')).toHaveValue('')
})

test('signing up again looks the same, and only the owner of the address is told', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const stranger = { ...(await newPerson(browser, 'Mallory')), email: ann.email }
  await signUp(stranger)
  await openMail(ann, /already have a/)
  await ann.page.getByRole('link', { name: 'Sign in' }).click()
  await expect(ann.page).toHaveURL('/orgs')
})

test('a reset password ends other sessions, and its link works once', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const elsewhere = { ...(await newPerson(browser, 'Ann')), email: ann.email }
  await elsewhere.page.goto('/sign-in')
  await elsewhere.page.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(elsewhere.page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
  await elsewhere.page.getByLabel('Email').fill(ann.email)
  await elsewhere.page.getByRole('button', { name: 'Send link' }).click()
  await expect(elsewhere.page.getByText('a link is on its way')).toBeVisible()

  await openMail(elsewhere, /reset your .*password/i)
  await elsewhere.page
    .getByRole('link', { name: /reset|new password/i })
    .first()
    .click()
  const link = elsewhere.page.url()
  await elsewhere.page.getByLabel('New password').fill('another long password')
  await elsewhere.page.getByRole('button', { name: 'Set password' }).click()
  await expect(elsewhere.page.getByText('Your password has been changed')).toBeVisible()

  await ann.page.goto('/orgs')
  await expect(ann.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(ann)
  await expect(ann.page.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible()
  await signIn(ann, 'another long password')
  await expect(ann.page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()

  await elsewhere.page.goto(link)
  await elsewhere.page.getByLabel('New password').fill('a third long password')
  await elsewhere.page.getByRole('button', { name: 'Set password' }).click()
  await expect(elsewhere.page.getByRole('alert').filter({ hasText: 'has been used' })).toBeVisible()
})

test('signing in leads back to the page that was asked for, and signing out ends it', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await ann.page.getByRole('button', { name: 'Account menu' }).click()
  await ann.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await ann.page.goto(`${acme}/team`)
  await expect(ann.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(ann)
  await expect(ann.page).toHaveURL(`${acme}/team`)
})

test('too many wrong passwords have to wait, and the message says how long', async ({
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

test('a forged link verifies nothing', async ({ browser }) => {
  const { page } = await newPerson(browser, 'Eve')
  for (const token of ['', 'x', '3f2b0c1e-8f57-4a7b-9a55-2f9a7f0c6b11.AAAA']) {
    await page.goto(`/verify-email?token=${token}`)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Verify email' }).click()
    await expect(
      page.getByRole('alert').filter({ hasText: 'has been used or has expired' }),
    ).toBeVisible()
  }
  await page.goto('/invitations/3f2b0c1e-8f57-4a7b-9a55-2f9a7f0c6b11.AAAA')
  await expect(page.getByRole('heading', { name: 'No such invitation' })).toBeVisible()
})
