import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
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
  expect(mail?.subject).toBe(
    'Ada invited you to Acme <a href="https://evil.com">win</a> & "Co" evil.com',
  )
  expect(mail?.html).not.toContain('<a href="https://evil')
  expect(mail?.html).toContain('Acme &lt;a href=')
  const body = `${mail?.html}${mail?.text}`
  expect(body).not.toContain('evil.com')
  expect(body).not.toContain('https://evil')
  expect(body).toContain('evil.\u200ccom')
})

test('a name with a line break is rejected, and cannot break the header', async () => {
  const name = 'Acme\r\nBcc: all@example.com\u2028\u202e'
  expect(nameField('a name').safeParse(name).success).toBe(false)
  const acme = await createOrg('Acme')
  await asSystem('test', (tx) => tx.update(orgs).set({ name }).where(eq(orgs.id, acme.id)))
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  const [mail] = resend.to(email)
  expect(mail?.subject).toBe('Ada invited you to Acme Bcc: all@example.com')
  expect(mail).toMatchObject({ to: email, from: 'Tenantry <hello@example.com>' })
  expect(mail).not.toHaveProperty('bcc')
})

test('a long name is shortened', async () => {
  const acme = await createOrg('🚀'.repeat(200))
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  expect(resend.to(email)[0]?.subject).toBe(`Ada invited you to ${'🚀'.repeat(79)}…`)
})
