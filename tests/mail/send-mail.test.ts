import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { brand } from '@/lib/brand'
import { addMail } from '@/lib/jobs/add-job'
import { uniqueEmail } from '../factories'
import { queuedMails, queueLength } from '../queue'
import { deliverMails, retryNow } from './deliver-mails'
import { queueMail } from './queue-mail'

const { attempted, logged, resend } = await deliverMails()

test('a mail is delivered after the mail service failed twice', async () => {
  const email = uniqueEmail()
  resend.fail(email, 2)

  const { id } = await queueMail(email)

  await attempted(id, 1)
  await retryNow(id)
  await attempted(id, 2)
  await retryNow(id)
  await attempted(id, 3)
  const deliveries = resend.to(email)
  expect(deliveries).toHaveLength(3)
  expect(new Set(deliveries.map(({ key }) => key)).size).toBe(1)
  expect(deliveries[0]?.key).toContain(id)
  expect(deliveries[2]).toMatchObject({
    from: 'Acme <hello@example.com>',
    subject: `New sign-in to your ${brand.name} account: Firefox on Windows`,
  })
  expect(await queuedMails(id)).toEqual([])
  expect(logged).toHaveBeenCalledWith(expect.stringContaining('Resend: out of order'))
})

test('mails about different rows have different idempotency keys', async () => {
  const email = uniqueEmail()

  for (let count = 0; count < 2; count++) await attempted((await queueMail(email)).id, 1)

  expect(new Set(resend.to(email).map(({ key }) => key)).size).toBe(2)
})

test('a mail of a transaction that is rolled back is not sent', async () => {
  const [email, later] = [uniqueEmail(), uniqueEmail()]

  const mail = { mail: 'password-changed', to: email, id: randomUUID(), name: 'Ann' } as const
  const failing = asSystem('test', async (tx) => {
    await addMail(tx, mail)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')

  await attempted((await queueMail(later)).id, 1)
  expect(resend.to(later)).toHaveLength(1)
  expect(resend.to(email)).toEqual([])
  expect(await queueLength()).toBe(0)
})
