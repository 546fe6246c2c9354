import { expect, test } from 'vitest'
import { uniqueEmail } from '../factories'
import { asLogin, queueLength } from '../queue'
import { deliverMails } from './deliver-mails'
import { queueMail } from './queue-mail'

const { attempts, attempted, logged, resend } = await deliverMails({ perSecond: 4 })
resend.options.perSecond = 4

test('20 mails are sent in order, without a refused request and without a line in the log', async () => {
  const emails = Array.from({ length: 20 }, () => uniqueEmail())

  for (const email of emails) await queueMail(email)
  await expect.poll(queueLength, { timeout: 20_000 }).toBe(0)

  const order = resend.deliveries.map(({ to }) => emails.indexOf(to))
  expect(order.toSorted((a, b) => a - b)).toEqual([...emails.keys()])
  // Three jobs run at a time.
  for (const [place, index] of order.entries()) expect(Math.abs(place - index)).toBeLessThan(4)
  expect(resend.refused).toEqual([])
  expect(logged).not.toHaveBeenCalled()
})

test('a mail that the provider puts off is sent later, without counting as an attempt', async () => {
  const email = uniqueEmail()
  resend.fail(email, 1, { ...TOO_MANY, retryAfter: 1 })

  const { id } = await queueMail(email)
  await attempted(id, 2)

  const jobs = attempts.filter(({ job }) => (job.payload as { id: string }).id === id)
  expect(jobs.map(({ job }) => job.attempts)).toEqual([1, 1])
  expect(resend.to(email)).toHaveLength(2)
  expect(logged).not.toHaveBeenCalled()
})

test('while the provider accepts no mail, no worker sends any', async () => {
  const [first, second] = [uniqueEmail(), uniqueEmail()]
  resend.fail(first, 1, { ...TOO_MANY, retryAfter: 3600 })
  await attempted((await queueMail(first)).id, 1)

  await attempted((await queueMail(second)).id, 1)

  expect(resend.to(second)).toEqual([])
  await expect.poll(postponed).toHaveLength(2)
  expect(logged.mock.calls).toEqual([['The mail provider accepts no mail for 3600 seconds.']])
})

const TOO_MANY = { status: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' }

/** The jobs that wait for an hour, without a used attempt. */
function postponed() {
  return asLogin(
    `select id from graphile_worker.jobs
     where attempts = 0 and run_at > now() + interval '59 minutes'`,
  )
}
