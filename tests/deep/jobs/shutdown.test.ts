import { once } from 'node:events'
import { afterAll, expect, test, vi } from 'vitest'
import { uniqueEmail } from '../../factories'
import { HANGS, startFakeResend } from '../../mail/fake-resend'
import { queueMail } from '../../mail/queue-mail'
import { asLogin } from '../../queue'
import { startWorkerProcess } from './worker-process'

// Two processes start.
vi.setConfig({ testTimeout: 120_000 })

const resend = await startFakeResend()
afterAll(resend.stop)

test('a worker that gets SIGTERM releases its jobs, and the next one sends the mail at once', async () => {
  const email = uniqueEmail()
  resend.fail(email, 1, HANGS)
  const first = startWorkerProcess(resend.url)
  await queueMail(email)
  await expect.poll(() => resend.to(email), { timeout: 60_000 }).toHaveLength(1)

  first.kill('SIGTERM')
  const [code] = await once(first, 'exit')

  expect(code).toBe(0)
  expect(await jobs()).toEqual([{ attempts: 0, locked_by: null, isDue: true }])
  startWorkerProcess(resend.url)
  await expect.poll(() => resend.to(email), { timeout: 60_000 }).toHaveLength(2)
  await expect.poll(jobs, { timeout: 5_000 }).toEqual([])
  const [interrupted, delivered] = resend.to(email)
  expect(delivered).toEqual(interrupted)
})

function jobs() {
  return asLogin(
    `select attempts, locked_by, run_at <= now() as "isDue" from graphile_worker.jobs
     where task_identifier = 'send_mail'`,
  )
}
