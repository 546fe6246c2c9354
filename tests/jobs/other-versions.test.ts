import { expect, test, vi } from 'vitest'
import { listFailedJobs } from '@/db/operations/failed-jobs'
import { startWorker } from '@/lib/jobs/worker'
import { uniqueEmail } from '../factories'
import { deliverMails, retryNow } from '../mail/deliver-mails'
import { queueMail } from '../mail/queue-mail'
import { asLogin } from '../queue'

const { attempted, logged, resend } = await deliverMails()

test.each([
  [`- 'device'`, 'Another version of the app queued the mail new-device. device: Invalid input'],
  [`- 'to'`, 'Another version of the app queued a mail. to: Invalid input'],
  [`|| '{"mail":"newsletter"}'`, 'Another version of the app queued a mail. mail: Invalid option'],
])(
  'a mail of another version (%s) fails with the reason, and is sent once it can be read',
  async (change, reason) => {
    const email = uniqueEmail()
    resend.fail(email, 1)
    const { id } = await queueMail(email)
    await attempted(id, 1)
    const [stored] = await asLogin<{ payload: object }>(
      `select payload from graphile_worker._private_jobs where payload ->> 'id' = '${id}'`,
    )
    await asLogin(`
    update graphile_worker._private_jobs set payload = (payload::jsonb ${change})::json
    where payload ->> 'id' = '${id}'`)

    await retryNow(id)
    await attempted(id, 2)

    expect(logged).toHaveBeenCalledWith(expect.stringContaining(reason))
    expect(logged.mock.calls.join()).not.toContain(email)
    expect(await listFailedJobs()).toEqual([])
    expect(resend.to(email)).toHaveLength(1)
    await asLogin(`
    update graphile_worker._private_jobs set payload = '${JSON.stringify(stored?.payload)}'
    where payload ->> 'id' = '${id}'`)
    await retryNow(id)
    await attempted(id, 3)
    expect(resend.to(email)).toHaveLength(2)
  },
)

test('a task of another version stays in the queue, and each start of a worker says so', async () => {
  await asLogin(`select graphile_worker.add_job('future_task')`)
  const worker = startWorker()
  const message = 'This version of the app has no task future_task. Jobs that wait for it: 1.'
  await vi.waitFor(() => expect(logged).toHaveBeenCalledWith(message))
  await worker.stop()
  expect(
    await asLogin(`select task_identifier, attempts, locked_at from graphile_worker.jobs`),
  ).toEqual([{ task_identifier: 'future_task', attempts: 0, locked_at: null }])
})
