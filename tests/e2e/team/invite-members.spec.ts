import { openMail } from '../support/forms'
import { createOrg, invite, newPerson, newUser, type Person } from '../support/people'
import { expect, test } from '../support/test'
import { pending, toast } from './team-page'

test('several people can be invited at once, and each outcome is shown', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const { page } = ann
  const acme = await createOrg(ann, 'Acme')
  await invite(ann, acme, 'late@example.com')
  const long = `${'a-long-name-'.repeat(4)}@example.com`

  await page.goto(`${acme}/team`)
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
  const ann = await newUser(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  const acme = await createOrg(ann, 'Acme')
  await invite(ann, acme, 'carol@example.com')
  await invite(ann, acme, bob.email)
  const older = await linkInMail(bob)
  await ann.page.goto(`${acme}/team`)

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
  const carol = pending(ann.page, 'carol@example.com')
  await expect(carol.getByRole('button', { name: 'Revoke' })).toBeFocused()
  await ann.page.getByRole('button', { name: 'Undo' }).click()
  await expect(toast(ann.page, 'Invitation sent.')).toBeVisible()
  await expect(pending(ann.page, bob.email)).toBeVisible()
  await bob.page.goto(newer)
  await expect(bob.page.getByText('It was revoked.')).toBeVisible()
})

/** The link in the newest invitation email to this person. */
async function linkInMail(person: Person) {
  await openMail(person, /invited you to Acme/)
  const link = person.page.getByRole('link', { name: 'Create your account and join' })
  return (await link.getAttribute('href')) ?? ''
}
