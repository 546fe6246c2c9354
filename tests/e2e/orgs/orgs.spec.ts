import { signIn } from '../support/forms'
import { createAcme, createOrg, handOver, newUser, type Person } from '../support/people'
import { expect, test } from '../support/test'
import { toast } from '../team/team-page'

test('a renamed organization works under its new URL, also on pages that were open', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const eve = await newUser(browser, 'Eve')
  const renamed = `${acme}-labs`
  const otherTab = await ann.page.context().newPage()
  await otherTab.goto(`${acme}/projects`)
  await bob.page.goto(`${acme}/team`)

  await ann.page.goto(`${acme}/settings`)
  await ann.page.getByLabel('Organization name').fill('Acme Labs')
  await ann.page.getByLabel('Organization URL').fill(renamed.slice(1))
  await ann.page.getByRole('button', { name: 'Save changes' }).click()
  await expect(toast(ann.page, 'Changes saved.')).toBeVisible()
  await expect(ann.page).toHaveURL(`${renamed}/settings`)
  await expect(ann.page.getByRole('button', { name: 'Switch organization' })).toHaveText(
    /Acme Labs/,
  )

  await otherTab.getByRole('button', { name: 'New project' }).first().click()
  await otherTab.getByLabel('Project name').fill('Moonshot')
  await otherTab.getByRole('button', { name: 'Create project' }).click()
  await expect(otherTab.getByRole('heading', { name: 'Moonshot' })).toBeVisible()
  await bob.page.getByRole('link', { name: 'Projects' }).click()
  await expect(bob.page).toHaveURL(`${renamed}/projects`)
  await expect(bob.page.getByText('Moonshot')).toBeVisible()
  await bob.page.goto(`${acme}/team?page=1`)
  await expect(bob.page).toHaveURL(`${renamed}/team?page=1`)

  for (const org of [acme, renamed]) {
    expect((await eve.page.goto(`${org}/team`))?.status()).toBe(404)
  }
  await eve.page.goto('/orgs/new')
  await eve.page.getByLabel('Organization name').fill('Eve')
  await eve.page.getByLabel('Organization URL').fill(acme.slice(1))
  await eve.page.getByRole('button', { name: 'Create organization' }).click()
  await expect(eve.page.getByLabel('Organization URL')).toHaveAccessibleDescription(
    /That URL is taken/,
  )
})

test('no member can open a deleted organization, and an admin can restore it', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const slug = acme.slice(1)
  await ann.page.goto(`${acme}/settings`)
  const dialog = ann.page.getByRole('dialog')
  const confirmation = dialog.getByLabel(`Type ${slug} to confirm`)
  await ann.page.getByRole('button', { name: 'Delete organization' }).click()
  await confirmation.fill('something else')
  await dialog.getByRole('button', { name: 'Delete organization' }).click()
  await expect(confirmation).toHaveAccessibleDescription(`Type ${slug} to confirm.`)
  await confirmation.fill(slug)
  await dialog.getByRole('button', { name: 'Delete organization' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Deleted organizations' })).toBeVisible()
  await expect(toast(ann.page, 'Acme has been deleted.')).toBeVisible()
  await expect(ann.page).toHaveURL('/orgs')
  await expect(ann.page.getByRole('button', { name: 'Undo' })).toBeVisible()

  for (const { page } of [ann, bob]) {
    expect((await page.goto(`${acme}/dashboard`))?.status()).toBe(404)
  }
  await bob.page.goto('/orgs')
  await expect(bob.page.getByText('No organizations yet')).toBeVisible()
  await expect(bob.page.getByRole('button', { name: 'Restore' })).toHaveCount(0)

  await ann.page.goto('/orgs')
  await ann.page.getByRole('button', { name: 'Restore Acme' }).click()
  await expect(ann.page.getByRole('link', { name: 'Acme' })).toBeVisible()
  for (const { page } of [ann, bob]) {
    expect((await page.goto(`${acme}/dashboard`))?.status()).toBe(200)
  }
})

test('only admins can open the settings', async ({ browser }) => {
  const { bob, acme } = await createAcme(browser)
  await bob.page.goto(`${acme}/dashboard`)
  const navigation = bob.page.getByRole('navigation', { name: 'Organization' })
  await expect(navigation.getByRole('link', { name: 'Team' })).toBeVisible()
  await expect(navigation.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  expect((await bob.page.goto(`${acme}/settings`))?.status()).toBe(403)
  await expect(bob.page.getByRole('heading', { name: 'Admins only' })).toBeVisible()
  await bob.page.getByRole('link', { name: 'Back to dashboard' }).click()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)
})

test('a former admin who opens the settings stays in the frame of the organization', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  await ann.page.goto(`${acme}/dashboard`)
  await handOver(ann, acme, bob)
  const navigation = ann.page.getByRole('navigation', { name: 'Organization' })
  await navigation.getByRole('link', { name: 'Settings' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Admins only' })).toBeVisible()
  await expect(ann.page.getByRole('main')).toHaveCount(1)
  await navigation.getByRole('link', { name: 'Team' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Team' })).toBeVisible()
})

test('signing in opens the only organization, or the last one used in this browser', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  await ann.page.goto('/orgs')
  await signOutAndIn(ann)
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)

  const globex = await createOrg(ann, 'Globex')
  await ann.page.goto(globex)
  await signOutAndIn(ann)
  await expect(ann.page).toHaveURL(`${globex}/dashboard`)
  await ann.page.getByRole('button', { name: 'switch organization' }).click()
  await ann.page.getByRole('dialog').getByRole('link', { name: 'Acme' }).click()
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)
  await signOutAndIn(ann)
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)

  const otherBrowser = { ...ann, page: await (await browser.newContext()).newPage() }
  await otherBrowser.page.goto('/sign-in')
  await signIn(otherBrowser)
  await expect(otherBrowser.page).toHaveURL('/orgs')
})

/** Signs out and in again, and waits for the landing page. */
async function signOutAndIn(person: Person) {
  await person.page.getByRole('button', { name: 'Account menu' }).click()
  await person.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await person.page.waitForURL('/sign-in')
  await signIn(person)
  await expect(person.page.getByRole('heading', { level: 1 })).not.toHaveText('Sign in')
}
