import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { plainName } from '@/emails/plain-name'
import { nameField } from '@/lib/fields'
import { createOrg, uniqueEmail } from '../factories'
import { invite } from '../orgs/invite'
import { deliverMails } from './deliver-mails'

const { attempted, resend } = await deliverMails()

test('a name adds neither markup nor a link to the mail', async () => {
  const acme = await createOrg('Acme <a href="https://evil.com">win</a> & "Co" evil.com')
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  const [mail] = resend.to(email)
  expect(withoutJoiners(mail?.subject)).toBe(
    'Ada invited you to Acme <a href="https://evil.com">win</a> & "Co" evil.com',
  )
  expect(mail?.html).not.toContain('<a href="https://evil')
  expect(mail?.html).toContain('Acme &lt;a href=')
  const body = `${mail?.subject}${mail?.html}${mail?.text}`
  expect(body).not.toContain('evil.com')
  expect(body).not.toContain('https://evil')
  expect(body).toContain('evil.\u200ccom')
})

test.each(['Locked? Call +1 800 555 0199', 'Call (800) 555-0199', '٨٠٠٥٥٥٠١٩٩', 'pay。evil。com'])(
  'a mail client finds no phone number and no URL in %s, the name of an org or a person',
  async (name) => {
    const acme = await createOrg(name)
    const admin = { ...acme.admin, user: { ...acme.admin.user, name } }
    const email = uniqueEmail()

    await attempted((await invite({ ...acme, admin }, { email })).id, 1)

    const [mail] = resend.to(email)
    expect(withoutJoiners(mail?.subject)).toBe(`${name} invited you to ${name}`)
    for (const text of [mail?.subject, mail?.html, mail?.text]) {
      expect(text).not.toMatch(/555\D{0,3}01|٨٠|。\w/)
      expect(withoutJoiners(text)).toContain(name)
    }
    expect(mail?.html).toContain('name="format-detection" content="telephone=no')
  },
)

test.each(['Studio 54', 'Acme 2026', 'Route 66 & Co.', 'Zoë 🚀'])(
  'the name %s is not changed',
  (name) => {
    expect(plainName(name)).toBe(name)
  },
)

test('a name with a line break is rejected, and cannot break the header', async () => {
  const name = 'Acme\r\nBcc: all@example.com\u2028\u202e'
  expect(nameField('a name').safeParse(name).success).toBe(false)
  const acme = await createOrg('Acme')
  await asSystem('test', (tx) => tx.update(orgs).set({ name }).where(eq(orgs.id, acme.id)))
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  const [mail] = resend.to(email)
  expect(withoutJoiners(mail?.subject)).toBe('Ada invited you to Acme Bcc: all@example.com')
  expect(mail).toMatchObject({ to: email, from: 'Acme <hello@example.com>' })
  expect(mail).not.toHaveProperty('bcc')
})

test('a long name is shortened', async () => {
  const acme = await createOrg('🚀'.repeat(200))
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  expect(resend.to(email)[0]?.subject).toBe(`Ada invited you to ${'🚀'.repeat(79)}…`)
})

const withoutJoiners = (text = '') => text.replaceAll('\u200c', '')
