import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { asSystem } from '@/db/transactions'
import { uniqueEmail } from '../../factories'
import { HANGS, startFakeResend } from '../../mail/fake-resend'
import { queueMail } from '../../mail/queue-mail'
import { asLogin, queueLength } from '../../queue'
import { startWorkerProcess } from './worker-process'

// Two processes start.
vi.setConfig({ testTimeout: 120_000 })

const resend = await startFakeResend()
afterAll(resend.stop)

test('the next worker runs the jobs of one that got SIGKILL, and none of one that runs', async () => {
  const email = uniqueEmail()
  resend.fail(email, 1, HANGS)
  const first = startWorkerProcess(resend.url)

  await asSystem('test', async (tx) => {
    // The other job waits for this lock.
    await tx.execute(sql`lock table email_changes in share mode`)
    await asLogin(`select graphile_worker.add_job('clean_up', queue_name => 'long')`)
    await queueMail(email)
    await expect.poll(() => resend.to(email), { timeout: 60_000 }).toHaveLength(1)
    await expect.poll(lockedJobs).toHaveLength(2)
    await asLogin(`
      update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute'`)
    const before = await lockedJobs()

    await releaseAbandonedJobs()
    await expect.poll(waitingTasks).toEqual([])
    expect(await lockedJobs()).toEqual(before)

    first.kill('SIGKILL')
    await once(first, 'exit')
  })
  startWorkerProcess(resend.url)
  await releaseAbandonedJobs()

  await expect.poll(() => resend.to(email), { timeout: 60_000 }).toHaveLength(2)
  await expect.poll(queueLength, { timeout: 10_000 }).toBe(0)
})

// As the schedule does each minute.
const releaseAbandonedJobs = () =>
  asLogin(`select graphile_worker.add_job('release_abandoned_jobs')`)

const lockedJobs = () =>
  asLogin<{ task: string; worker: string }>(
    `select task_identifier as task, locked_by as worker from graphile_worker.jobs
     where locked_at is not null order by 1`,
  )

const waitingTasks = () =>
  asLogin(`select task_identifier from graphile_worker.jobs where locked_at is null`)
