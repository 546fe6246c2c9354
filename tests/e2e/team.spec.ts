import { expect, type Page, test } from '@playwright/test'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { insertMembers } from './support/insert-members'
import {
  becomeUser,
  createOrg,
  invite,
  join,
  newPerson,
  openMail,
  type Person,
} from './support/people'
import { SHARED_DATA_DIR } from './support/server'

test.afterAll(() => stopEmbedded(SHARED_DATA_DIR))

test('admins can change roles, except for the last admin', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await join(bob, ann, acme)

  await ann.page.goto(`${acme}/team`)
  await choose(ann.page, bob, 'Make admin')
  await expect(toast(ann.page, 'Role changed to admin.')).toBeVisible()
  await expect(row(ann.page, bob)).toContainText('Admin')

  await choose(ann.page, ann, 'Make member')
  await expect(row(ann.page, ann)).toContainText('Member')
  await expect(ann.page.getByRole('button', { name: 'Actions for Bob' })).toHaveCount(0)

  await bob.page.goto(`${acme}/team`)
  await choose(bob.page, bob, 'Make member')
  await expect(toast(bob.page, LAST_ADMIN)).toBeVisible()
  await choose(bob.page, bob, 'Leave organization')
  await bob.page.getByRole('button', { name: 'Leave organization' }).click()
  await expect(bob.page.getByRole('alertdialog').getByRole('alert')).toHaveText(LAST_ADMIN)
  await bob.page.reload()
  await expect(row(bob.page, bob)).toContainText('Admin')
})

test('a removed member gets a 404 with the next click', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await join(bob, ann, acme)
  await bob.page.goto(`${acme}/team`)

  await ann.page.goto(`${acme}/team`)
  await choose(ann.page, bob, 'Remove')
  await ann.page.keyboard.press('Escape')
  await expect(ann.page.getByRole('button', { name: 'Actions for Bob' })).toBeFocused()
  await choose(ann.page, bob, 'Remove')
  await ann.page.getByRole('button', { name: 'Remove member' }).click()
  await expect(toast(ann.page, 'Member removed.')).toBeVisible()
  await expect(row(ann.page, bob)).toHaveCount(0)

  await bob.page.getByRole('link', { name: 'Projects' }).click()
  await expect(bob.page.getByText('404')).toBeVisible()
  expect((await bob.page.goto(`${acme}/team`))?.status()).toBe(404)
})

test('an action on a former member shows an error', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await join(bob, ann, acme)
  await ann.page.goto(`${acme}/team`)

  await bob.page.goto(`${acme}/team`)
  await choose(bob.page, bob, 'Leave organization')
  await bob.page.getByRole('button', { name: 'Leave organization' }).click()
  await expect(bob.page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
  await expect(bob.page.getByRole('link', { name: 'Acme' })).toHaveCount(0)

  await choose(ann.page, bob, 'Remove')
  await ann.page.getByRole('button', { name: 'Remove member' }).click()
  await expect(toast(ann.page, 'That person is not a member.')).toBeVisible()
  await expect(row(ann.page, bob)).toHaveCount(0)
})

test('an admin can hand over the organization', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await join(bob, ann, acme)

  await ann.page.goto(`${acme}/team`)
  await choose(ann.page, bob, 'Hand over organization')
  await ann.page.getByRole('button', { name: 'Hand over organization' }).click()
  await expect(toast(ann.page, 'Organization handed over.')).toBeVisible()
  await expect(row(ann.page, ann)).toContainText('Member')
  await expect(row(ann.page, bob)).toContainText('Admin')
})

test('a member sees no actions that only admins can do', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  const { page } = bob
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await join(bob, ann, acme)
  await invite(bob, acme, 'carol@example.com')

  await expect(pending(page, 'carol@example.com')).toBeVisible()
  await expect(page.getByRole('button', { name: /Resend|Revoke|Actions for Ann/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Leave organization'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Invite members' }).click()
  await expect(page.getByLabel('Role').getByRole('option')).toHaveText(['Member'])
})

for (const javaScriptEnabled of [true, false]) {
  const withOrWithout = javaScriptEnabled ? 'with' : 'without'
  test(`members can be searched, sorted and paged ${withOrWithout} JavaScript`, async ({
    browser,
  }) => {
    const ann = await newPerson(browser, 'Ann')
    await becomeUser(ann)
    const acme = await createOrg(ann, 'Acme')
    await insertMembers((await startEmbedded(SHARED_DATA_DIR)).url, acme.slice(1), 120)
    const storageState = await ann.page.context().storageState()
    const page = await (await browser.newContext({ javaScriptEnabled, storageState })).newPage()
    const people = page.getByRole('table', { name: 'Members' }).getByRole('row')
    const pages = page.getByRole('navigation', { name: 'Pages' })
    const head = (name: string) => page.getByRole('columnheader', { name })

    await page.goto(`${acme}/team`)
    await expect(head('Name')).toHaveAttribute('aria-sort', 'ascending')
    await expect(people.nth(1)).toContainText('Ann')
    await expect(pages).toContainText('1–50 of 121')
    await expect(pages.getByRole('link', { name: 'Previous' })).toHaveCount(0)
    await pages.getByRole('link', { name: 'Next' }).click()
    await expect(pages).toContainText('51–100 of 121')
    await expect(people.nth(1)).toContainText('Person 0050')
    await pages.getByRole('link', { name: 'Next' }).click()
    await expect(people.last()).toContainText('Person 0120')
    await expect(pages.getByRole('link', { name: 'Next' })).toHaveCount(0)
    await pages.getByRole('link', { name: 'Previous' }).click()
    await expect(page).toHaveURL(`${acme}/team?page=2`)

    await head('Name').getByRole('link').click()
    await expect(head('Name')).toHaveAttribute('aria-sort', 'descending')
    await expect(page).toHaveURL(`${acme}/team?order=desc`)
    await expect(people.nth(1)).toContainText('Person 0120')

    await page.getByLabel('Search members').fill(' person 001 ')
    await page.getByLabel('Search members').press('Enter')
    await expect(page.getByText('10 matches')).toBeVisible()
    await expect(page.getByLabel('Search members')).toHaveValue('person 001')
    await expect(people.nth(1)).toContainText('Person 0019')
    await head('Joined').getByRole('link').click()
    await expect(head('Joined')).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByText('10 matches')).toBeVisible()

    await page.getByLabel('Search members').fill(ann.email)
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(people).toHaveCount(2)
    await page.getByLabel('Search members').fill('100%')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByRole('heading', { name: 'No members match' })).toBeVisible()
    await page.getByRole('link', { name: 'Show all members' }).click()
    await expect(page.getByText('121 members')).toBeVisible()
    await expect(page.getByLabel('Search members')).toHaveValue('')
    await page.goBack()
    await expect(page.getByLabel('Search members')).toHaveValue('100%')

    await page.goto(`${acme}/team?q=person&order=desc&page=999`)
    await expect(page).toHaveURL(`${acme}/team?q=person&order=desc&page=3`)
    await expect(people.last()).toContainText('Person 0001')
    for (const invalid of ['page=-1&sort=password&order=', 'q=%00', 'q=a&q=b&page=1e99']) {
      const response = await page.goto(`${acme}/team?${invalid}`)
      expect(response?.status(), invalid).toBe(200)
      await expect(pages).toContainText('1–50 of 121')
    }
  })
}

test('several people can be invited at once, and each outcome is shown', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  const { page } = ann
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await invite(ann, acme, 'late@example.com')
  const long = `${'a-long-name-'.repeat(4)}@example.com`

  await page.getByRole('button', { name: 'Invite members' }).click()
  const emails = page.getByLabel('Email addresses')
  await emails.fill(`Bob Smith <bob@example.com>; ${ann.email}\n${long}, nonsense late@example.com`)
  await page.getByLabel('Role').selectOption('Admin')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText([
    'nonsenseNot a valid email',
    'bob@example.comInvited',
    `${ann.email}Already a member`,
    `${long}Invited`,
    'late@example.comAlready invited',
  ])
  await expect(emails).toHaveValue(`nonsense\n${ann.email}\nlate@example.com`)
  await expect(page.getByLabel('Role')).toHaveValue('admin')

  await emails.fill('carol@example.com dave@example.com')
  await page.getByLabel('Role').selectOption('Member')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(toast(page, '2 invitations sent.')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const [email, role] of [
    ['bob@example.com', 'Admin'],
    [long, 'Admin'],
    ['carol@example.com', 'Member'],
    ['dave@example.com', 'Member'],
    ['late@example.com', 'Member'],
  ] as const) {
    await expect(pending(page, email)).toContainText(`${role}by Ann`)
  }
})

test('resending an invitation ends the earlier link, and revoking ends both', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await invite(ann, acme, bob.email)
  const older = await linkInMail(bob)

  const resend = pending(ann.page, bob.email).getByRole('button', { name: 'Resend' })
  await expect(resend).toHaveAccessibleDescription(bob.email)
  await resend.click()
  await expect(toast(ann.page, 'Invitation sent again.')).toBeVisible()
  await expect.poll(() => linkInMail(bob)).not.toBe(older)
  const newer = await linkInMail(bob)
  await bob.page.goto(older)
  await expect(bob.page.getByRole('heading', { name: 'Invitation not found' })).toBeVisible()
  await bob.page.goto(newer)
  await expect(bob.page.getByRole('heading', { name: 'Join Acme' })).toBeVisible()

  await pending(ann.page, bob.email).getByRole('button', { name: 'Revoke' }).click()
  await expect(toast(ann.page, 'Invitation revoked.')).toBeVisible()
  await expect(ann.page.getByText(bob.email)).toHaveCount(0)
  await bob.page.goto(newer)
  await expect(bob.page.getByText('It was revoked.')).toBeVisible()
})

const LAST_ADMIN = 'An organization needs an admin. Make another member admin first.'

/** A person's row in the table of members. */
function row(page: Page, { email }: Person) {
  return page.getByRole('table', { name: 'Members' }).getByRole('row').filter({ hasText: email })
}

/** The row of a pending invitation. */
function pending(page: Page, email: string) {
  const invitations = page.getByRole('table', { name: 'Pending invitations' })
  return invitations.getByRole('row').filter({ hasText: email })
}

/** Chooses an item in the menu of a member's row. */
async function choose(page: Page, { name }: Person, item: string) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** A toast by its message, which is in the page twice: visible, and for screen readers. */
const toast = (page: Page, message: string) => page.getByText(message).first()

/** The link in the newest invitation email to this person. */
async function linkInMail(person: Person) {
  await openMail(person, /invited you to Acme/)
  const link = person.page.getByRole('link', { name: 'Create your account and join' })
  return (await link.getAttribute('href')) ?? ''
}
