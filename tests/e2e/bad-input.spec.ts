import { openMail, pressEscape } from './support/forms'
import { createOrg, invite, newUser } from './support/people'
import { expect, test } from './support/test'

const TOO_LONG = 'x'.repeat(10_000)

test('invalid organization names and URLs show an error beside the field and keep the input', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const taken = (await createOrg(ann, 'Acme')).slice(1)
  const { page } = ann
  const name = page.getByLabel('Organization name')
  const url = page.getByLabel('Organization URL')

  const cases = [
    { typed: ['', 'free-url'], field: name, error: 'Enter a name.' },
    { typed: [TOO_LONG, 'free-url'], field: name, error: 'Use at most 100 characters.' },
    { typed: ['!!!', 'free-url'], field: name, error: 'Use at least one letter or digit.' },
    { typed: ['Ac\u0007me', 'free-url'], field: name, error: 'Use visible characters only' },
    { typed: ['Acme', taken], field: url, error: `That URL is taken. Try "${taken}-2".` },
    { typed: ['Acme', 'admin'], field: url, error: '"admin" is reserved. Try "admin-team".' },
    { typed: ['Acme', 'team'], field: url, error: '"team" is reserved.' },
    { typed: ['Acme', TOO_LONG], field: url, error: 'Use at most 40 characters.' },
    { typed: ['Acme', 'ä b'], field: url, error: 'Use letters a to z' },
  ]
  await page.goto('/orgs/new')
  for (const { typed, field, error } of cases) {
    await name.fill(typed[0] ?? '')
    await url.fill(typed[1] ?? '')
    await page.getByRole('button', { name: 'Create organization' }).click()
    await expect(field).toHaveAccessibleDescription(literally(error))
    await expect(name).toHaveValue(typed[0] ?? '')
    await expect(url).toHaveValue(typed[1] ?? '')
  }
  await url.fill(taken)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByRole('button', { name: `Try "${taken}-2"` }).click()
  await expect(url).toHaveValue(`${taken}-2`)
  await expect(url).toBeFocused()
  await expect(page.getByText('That URL is taken.')).toHaveCount(0)
  await page.goto('/orgs')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
})

test('the URL follows the name, for names in any script', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  await ann.page.goto('/orgs/new')
  await ann.page.getByLabel('Organization name').fill('Zürich Söhne')
  await expect(ann.page.getByLabel('Organization URL')).toHaveValue('zurich-sohne')
  await ann.page.getByLabel('Organization name').fill('株式会社')
  await expect(ann.page.getByLabel('Organization URL')).toHaveValue(/^org-[a-z0-9]+$/)
})

test('inviting no one or too many people shows an error beside the field', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const { page } = ann
  await page.goto(`${acme}/team`)
  await page.getByRole('button', { name: 'Invite members' }).click()
  const emails = page.getByLabel('Email addresses')
  const many = Array.from({ length: 51 }, (_, number) => `person-${number}@example.com`).join(' ')
  for (const { typed, error } of [
    // Two equal errors in a row would not show that the second is new.
    { typed: '', error: 'Enter an email address.' },
    { typed: many, error: 'Invite at most 50 people at once.' },
    { typed: ' , ;', error: 'Enter an email address.' },
  ]) {
    await emails.fill(typed)
    await page.getByRole('button', { name: 'Send invitations' }).click()
    await expect(emails).toHaveAccessibleDescription(literally(error))
    await expect(emails).toHaveValue(typed)
  }
  await pressEscape(page)
  await expect(page.getByRole('table', { name: 'Pending invitations' })).toHaveCount(0)
})

test('only the invited person can accept, and a declined invitation is closed', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const bob = await newUser(browser, 'Bob')
  const eve = await newUser(browser, 'Eve')
  const acme = await createOrg(ann, 'Acme')
  await invite(ann, acme, bob.email)

  await openMail({ ...eve, email: bob.email }, /invited you to Acme/)
  await eve.page.getByRole('link', { name: 'Accept the invitation' }).click()
  const link = eve.page.url()
  await expect(eve.page.getByText(eve.email)).toBeVisible()
  await expect(eve.page.getByRole('button', { name: 'Accept invitation' })).toHaveCount(0)
  await eve.page.getByRole('button', { name: 'Switch account' }).click()
  await expect(eve.page.getByRole('link', { name: 'Sign in to accept' })).toBeVisible()

  await bob.page.goto('/sign-in')
  await bob.page.goto('/invitations')
  await bob.page.getByRole('button', { name: 'Decline' }).click()
  await bob.page.getByRole('button', { name: 'Decline invitation' }).click()
  await expect(bob.page.getByText('No invitations waiting')).toBeVisible()
  await bob.page.goto(link)
  await expect(bob.page.getByRole('heading', { name: 'is closed' })).toBeVisible()
})

/** A pattern that matches exactly this text anywhere. */
function literally(text: string) {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
