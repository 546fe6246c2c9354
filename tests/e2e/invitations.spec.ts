import type { Browser } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { invitations } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { openMail, pressEscape, signIn, signUp, verifyEmail } from './support/forms'
import { createOrg, invite, newPerson, newUser, PASSWORD, type Person } from './support/people'
import { expect, test } from './support/test'
import { toast } from './team/team-page'

test('signing up without the link leads to the pending invitation', async ({ browser }) => {
  const { ann, acme } = await createAcmeWithAnn(browser)
  const bob = await newPerson(browser, 'Bob')
  await invite(ann, acme, bob.email)

  await signUp(bob)
  await verifyEmail(bob)
  await expect(bob.page).toHaveURL('/invitations')
  await bob.page.getByRole('button', { name: 'Accept' }).click()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)
})

test('an existing user finds the invitation after signing in and in the list of invitations', async ({
  browser,
}) => {
  const { ann, acme } = await createAcmeWithAnn(browser)
  const bob = await newUser(browser, 'Bob')
  const globex = await createOrg(bob, 'Globex')
  await invite(ann, acme, bob.email)
  await signOut(bob)

  await signIn(bob)
  await expect(bob.page).toHaveURL(`${globex}/dashboard`)
  await bob.page.getByRole('button', { name: 'account menu, 1 invitation waiting' }).click()
  await expect(bob.page.getByRole('menuitem', { name: 'Invitations 1' })).toBeVisible()
  await pressEscape(bob.page)
  await bob.page.getByRole('link', { name: 'See it' }).click()
  await bob.page.getByRole('button', { name: 'Decline' }).click()
  await bob.page.getByRole('button', { name: 'Decline invitation' }).click()
  await expect(bob.page.getByText('No invitations waiting')).toBeVisible()
  await expect(bob.page.getByRole('button', { name: 'account menu' })).toHaveAccessibleName(
    'Bob, account menu',
  )
})

test('the link leads through signing in to the organization', async ({ browser }) => {
  const { ann, acme } = await createAcmeWithAnn(browser)
  const bob = await newUser(browser, 'Bob')
  await signOut(bob)
  await invite(ann, acme, bob.email)

  const link = await openInvitation(bob)
  await bob.page.getByRole('link', { name: 'Sign in to accept' }).click()
  await signIn(bob)
  await expect(bob.page).toHaveURL(link)
  await bob.page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)

  await bob.page.goto(link)
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)
  await signOut(bob)
  await bob.page.goto(link)
  await expect(bob.page.getByText('It has already been accepted.')).toBeVisible()
  await bob.page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(bob)
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)
})

test('a user with another email can switch accounts', async ({ browser }) => {
  const { ann, acme } = await createAcmeWithAnn(browser)
  const bob = await newUser(browser, 'Bob')
  await invite(ann, acme, `other-${bob.email}`)

  const link = await openInvitation({ ...bob, email: `other-${bob.email}` })
  await expect(bob.page.getByText(`You are signed in as ${bob.email}`)).toBeVisible()
  await expect(bob.page.getByRole('link', { name: 'Stay signed in' })).toHaveAttribute(
    'href',
    '/orgs',
  )
  await bob.page.getByRole('button', { name: 'Switch account' }).click()
  await expect(bob.page).toHaveURL(link)
  await bob.page.getByRole('link', { name: 'Create an account to accept' }).click()
  await expect(bob.page.getByLabel('Email')).toHaveValue(`other-${bob.email}`)
  await bob.page.getByLabel('Name').fill('Bob the Other')
  await bob.page.getByLabel('Password').fill(PASSWORD)
  await bob.page.getByRole('button', { name: 'Create account' }).click()
  await expect(toast(bob.page, 'You joined Acme.')).toBeVisible()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)
})

test('the link leads an existing member to the organization, and the role stays', async ({
  browser,
}) => {
  const { ann, acme } = await createAcmeWithAnn(browser)
  await invite(ann, acme, `other-${ann.email}`)

  await openMail({ ...ann, email: `other-${ann.email}` }, /invited you to Acme/)
  await ann.page.getByRole('link', { name: 'Create your account and join' }).click()
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)
  await expect(ann.page.getByRole('link', { name: 'Settings' })).toBeVisible()
})

test('an expired link says what to do, and an admin can resend the invitation', async ({
  browser,
}) => {
  const { ann, acme } = await createAcmeWithAnn(browser)
  const bob = await newPerson(browser, 'Bob')
  await invite(ann, acme, bob.email)
  const link = await openInvitation(bob)
  await expireInvitation(bob.email)

  await bob.page.goto(link)
  await expect(bob.page.getByText('It has expired. Ask Ann for a new one.')).toBeVisible()
  await ann.page.goto(`${acme}/team`)
  const row = ann.page.getByRole('row').filter({ hasText: bob.email })
  await expect(row).toContainText('Expired')
  await row.getByRole('button', { name: 'Resend' }).click()
  await expect(row).not.toContainText('Expired')
})

test('a forged link says what to do', async ({ browser }) => {
  const bob = await newPerson(browser, 'Bob')
  await bob.page.goto('/invitations/forged')
  await expect(bob.page.getByRole('heading', { name: 'Invitation not found' })).toBeVisible()
  await expect(bob.page.getByText('Open the link in the newest email')).toBeVisible()
})

/** Moves the expiry of the invitation into the past. */
async function expireInvitation(email: string) {
  const expired = await asSystem('test', (tx) =>
    tx
      .update(invitations)
      .set({ expiresAt: sql`now() - interval '1 minute'` })
      .where(eq(invitations.email, email))
      .returning({ id: invitations.id }),
  )
  expect(expired).toHaveLength(1)
}

/** An org with Ann as its admin. */
async function createAcmeWithAnn(browser: Browser) {
  const ann = await newUser(browser, 'Ann')
  return { ann, acme: await createOrg(ann, 'Acme') }
}

/** Opens the link in the newest invitation email. Returns its URL. */
async function openInvitation(person: Person): Promise<string> {
  await openMail(person, /invited you to Acme/)
  await person.page
    .getByRole('link', { name: /Accept the invitation|Create your account and join/ })
    .click()
  await expect(person.page.getByRole('heading', { name: 'Join Acme' })).toBeVisible()
  return person.page.url()
}

/** Signs out through the account menu. */
async function signOut({ page }: Person) {
  await page.goto('/orgs')
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('/sign-in')
}
