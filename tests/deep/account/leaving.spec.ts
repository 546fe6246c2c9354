import { readFile } from 'node:fs/promises'
import { openMail, signIn } from '../../e2e/support/forms'
import { createAcme, createOrg, handOver, newPerson, PASSWORD } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { signedInAnHourAgo } from '../../factories'
import { serveAccounts } from './account-server'

serveAccounts('leaving')

test('an account is deleted everywhere, and signing in restores it with its organization', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  await createOrg(ann, 'Solo')
  const { page } = ann

  await page.goto('/account')
  await page.getByRole('link', { name: 'Delete account' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'You are the last admin' })
  await expect(alert).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete account' })).toHaveCount(0)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download my data' }).click()
  const data = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(data.profile).toMatchObject({ name: 'Ann', email: ann.email })
  await alert.getByRole('link', { name: 'Acme: open the team' }).click()
  await expect(page).toHaveURL(`${acme}/team`)

  await handOver(ann, acme, bob)
  await signedInAnHourAgo(ann.user?.id ?? '')
  await page.goto('/account/delete')
  await expect(page.getByRole('listitem').filter({ hasText: 'Solo' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
  await dialog.getByLabel(`Type ${ann.email} to confirm`).fill(ann.email)
  await dialog.getByLabel('Current password').fill('wrong')
  await dialog.getByRole('button', { name: 'Delete account' }).click()
  await expect(dialog.getByText('This is not your current password.')).toBeVisible()
  await dialog.getByLabel('Current password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Delete account' }).click()
  await expect(toast(page, 'Your account has been deleted.')).toBeVisible()

  await bob.page.goto(`${acme}/team`)
  await expect(bob.page.getByRole('row', { name: /Ann.*Account deleted/ })).toBeVisible()

  // The mail leads to the sign-in.
  const other = { ...(await newPerson(browser, 'Ann')), email: ann.email }
  await openMail(other, /account was deleted/)
  await other.page.getByRole('link', { name: 'Restore account' }).first().click()
  await signIn(other)
  await expect(other.page.getByRole('heading', { name: 'Restore your account?' })).toBeVisible()
  await other.page.goto(acme)
  await expect(other.page).toHaveURL(/\/restore-account\?next=/)
  await other.page.goto('/sign-in')
  await other.page.getByRole('button', { name: 'Restore account' }).click()
  await expect(toast(other.page, 'Your account has been restored.')).toBeVisible()
  await expect(other.page.getByRole('link', { name: 'Solo' })).toBeVisible()
  await expect(other.page.getByRole('link', { name: 'Acme' })).toBeVisible()
})
