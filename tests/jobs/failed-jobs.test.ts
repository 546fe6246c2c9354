import { expect, test } from 'vitest'
import { GET as health } from '@/app/api/health/route'
import { deleteFailedJobs, listFailedJobs } from '@/db/operations/failed-jobs'
import { uniqueEmail } from '../factories'
import { deliverMails, retryNow } from '../mail/deliver-mails'
import { queueMail } from '../mail/queue-mail'
import { asLogin } from '../queue'
import { runCommand } from '../run-command'

const { attempted, logged, resend } = await deliverMails()

const REFUSED = { status: 422, name: 'validation_error', message: 'Invalid `to` field.' }

test('a refused recipient fails for good at once, is logged once and kept', async () => {
  const email = uniqueEmail()
  resend.fail(email, 1, REFUSED)
  const { id } = await queueMail(email)
  await attempted(id, 1)

  await expect
    .poll(() => failedTo(email))
    .toMatchObject([
      {
        task: 'send_mail',
        subject: `new-device to ${email}`,
        queuedAt: expect.any(Date),
        error: 'Resend: Invalid `to` field.',
      },
    ])
  const [job] = await failedTo(email)
  expect(logged.mock.calls).toEqual([
    [
      `Job ${job?.id} (send_mail) failed for good, see \`npm run jobs:failed\`: Resend: Invalid \`to\` field.`,
    ],
  ])
})

test('a job that used all attempts is counted by the health check', async () => {
  const before = await failedJobs()
  const email = uniqueEmail()
  resend.fail(email, 2)
  const { id } = await queueMail(email)
  await attempted(id, 1)
  await expect.poll(() => failedJobs()).toBe(before)
  await asLogin(
    `update graphile_worker._private_jobs set attempts = 24 where payload ->> 'id' = '${id}'`,
  )

  await retryNow(id)
  await attempted(id, 2)

  expect(await failedJobs()).toBe(before + 1)
  expect(await failedTo(email)).toHaveLength(1)
})

test('a failed job is retried', async () => {
  const [email, other] = [uniqueEmail(), uniqueEmail()]
  for (const to of [email, other]) {
    resend.fail(to, 1, REFUSED)
    await attempted((await queueMail(to)).id, 1)
    await expect.poll(() => failedTo(to)).toHaveLength(1)
  }
  const [job] = await failedTo(email)

  const listed = await runCommand('jobs-failed').ended
  expect(listed).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`new-device to ${email}`),
  })
  const retried = await runCommand('jobs-failed', '--retry', job?.id ?? '').ended
  expect(retried).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The worker tries again: 1 job\n/),
  })
  await expect.poll(() => resend.to(email), { timeout: 10_000 }).toHaveLength(2)

  await expect.poll(() => failedTo(email)).toEqual([])
  expect(await failedTo(other)).toHaveLength(1)
})

test('failed jobs are deleted, and waiting jobs are not', async () => {
  const [email, waiting] = [uniqueEmail(), uniqueEmail()]
  resend.fail(email, 1, REFUSED)
  await attempted((await queueMail(email)).id, 1)
  await expect.poll(() => failedTo(email)).toHaveLength(1)
  resend.fail(waiting, 1)
  const { id } = await queueMail(waiting)
  await attempted(id, 1)

  await deleteFailedJobs()

  expect(await listFailedJobs()).toEqual([])
  expect(await failedJobs()).toBe(0)
  await retryNow(id)
  await attempted(id, 2)
  expect(resend.to(waiting)).toHaveLength(2)
})

async function failedJobs(): Promise<number> {
  const response = await health()
  expect(response.status).toBe(200)
  return (await response.json()).failedJobs
}

async function failedTo(email: string) {
  return (await listFailedJobs()).filter(({ subject }) => subject.endsWith(email))
}
