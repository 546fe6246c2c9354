import type { Page } from '@playwright/test'
import { pressEscape } from '../support/forms'
import { choose } from '../support/menus'
import { createAcme, invite, type Person } from '../support/people'
import { expect, test } from '../support/test'
import { pending, toast } from './team-page'

test('admins can change roles, except for the last admin', async ({ browser }) => {
  const { ann, bob, acme } = await createAcme(browser)

  await ann.page.goto(`${acme}/team`)
  await choose(ann.page, 'Bob', 'Make admin')
  await expect(toast(ann.page, 'Bob is now an admin.')).toBeVisible()
  await expect(row(ann.page, bob)).toContainText('Admin')
  await ann.page.getByRole('button', { name: 'Undo' }).click()
  await expect(toast(ann.page, 'Bob is now a member.')).toBeVisible()
  await expect(row(ann.page, bob)).toContainText('Member')
  await choose(ann.page, 'Bob', 'Make admin')
  await expect(row(ann.page, bob)).toContainText('Admin')

  await choose(ann.page, 'Ann', 'Make member')
  await ann.page.getByRole('button', { name: 'Make me a member' }).click()
  await expect(row(ann.page, ann)).toContainText('Member')
  await expect(ann.page.getByRole('button', { name: 'Actions for Bob' })).toHaveCount(0)

  await bob.page.goto(`${acme}/team`)
  await bob.page.getByRole('button', { name: 'Actions for Bob' }).press('Enter')
  await expect(bob.page.getByText('You are the only admin.')).toBeVisible()
  for (const item of await bob.page.getByRole('menuitem').all()) await expect(item).toBeDisabled()
  await pressEscape(bob.page)
  await bob.page.goto(`${acme}/team?q=bob`)
  await choose(bob.page, 'Bob', 'Leave organization')
  await bob.page.getByRole('button', { name: 'Leave organization' }).click()
  await expect(bob.page.getByRole('alertdialog').getByRole('alert')).toHaveText(LAST_ADMIN)
  await bob.page.reload()
  await expect(row(bob.page, bob)).toContainText('Admin')
})

test('a removed member gets a 404 with the next click, and with Back', async ({ browser }) => {
  const { ann, bob, acme } = await createAcme(browser)
  await bob.page.goto(`${acme}/team`)

  await ann.page.goto(`${acme}/team`)
  await choose(ann.page, 'Bob', 'Remove')
  await pressEscape(ann.page)
  await expect(ann.page.getByRole('button', { name: 'Actions for Bob' })).toBeFocused()
  await choose(ann.page, 'Bob', 'Remove')
  await ann.page.getByRole('button', { name: 'Remove member' }).click()
  await expect(toast(ann.page, 'Member removed.')).toBeVisible()
  await expect(row(ann.page, bob)).toHaveCount(0)
  await expect(ann.page.getByRole('button', { name: 'Actions for Ann' })).toBeFocused()

  await bob.page.getByRole('link', { name: 'Projects' }).click()
  await expect(bob.page.getByText('404')).toBeVisible()
  await bob.page.goBack()
  await expect(bob.page).toHaveURL(`${acme}/team`)
  await expect(bob.page.getByText('404')).toBeVisible()
  await expect(bob.page.getByRole('table')).toHaveCount(0)
  expect((await bob.page.goto(`${acme}/team`))?.status()).toBe(404)
})

test('an action on a former member shows an error', async ({ browser }) => {
  const { ann, bob, acme } = await createAcme(browser)
  await ann.page.goto(`${acme}/team`)

  await bob.page.goto(`${acme}/team`)
  await choose(bob.page, 'Bob', 'Leave organization')
  await bob.page.getByRole('button', { name: 'Leave organization' }).click()
  await expect(toast(bob.page, 'You left the organization.')).toBeVisible()
  await expect(bob.page).toHaveURL('/orgs')
  await expect(bob.page.getByRole('link', { name: 'Acme' })).toHaveCount(0)

  await choose(ann.page, 'Bob', 'Remove')
  await ann.page.getByRole('button', { name: 'Remove member' }).click()
  await expect(toast(ann.page, 'That person is not a member.')).toBeVisible()
  await expect(row(ann.page, bob)).toHaveCount(0)
})

test('an admin can hand over the organization', async ({ browser }) => {
  const { ann, bob, acme } = await createAcme(browser)

  await ann.page.goto(`${acme}/team`)
  await choose(ann.page, 'Bob', 'Hand over organization')
  await ann.page.getByRole('button', { name: 'Hand over organization' }).click()
  await expect(toast(ann.page, 'Organization handed over.')).toBeVisible()
  await expect(row(ann.page, ann)).toContainText('Member')
  await expect(row(ann.page, bob)).toContainText('Admin')
})

test('a member sees no actions that only admins can do', async ({ browser }) => {
  const { ann, bob, acme } = await createAcme(browser)
  const { page } = bob
  await invite(ann, acme, 'dan@example.com')
  await invite(bob, acme, 'carol@example.com')

  await page.goto(`${acme}/team`)
  await expect(pending(page, 'dan@example.com')).toBeVisible()
  await expect(pending(page, 'dan@example.com').getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Resend|Actions for Ann/ })).toHaveCount(0)
  await pending(page, 'carol@example.com').getByRole('button', { name: 'Revoke' }).click()
  await expect(pending(page, 'carol@example.com')).toHaveCount(0)
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Leave organization'])
  await pressEscape(page)
  await page.getByRole('button', { name: 'Invite members' }).click()
  await expect(page.getByLabel('Role').getByRole('option')).toHaveText(['Member'])
})

const LAST_ADMIN = 'An organization needs an admin. Make another member admin first.'

/** A person's row in the table of members. */
function row(page: Page, { email }: Person) {
  return page.getByRole('table', { name: 'Members' }).getByRole('row').filter({ hasText: email })
}
