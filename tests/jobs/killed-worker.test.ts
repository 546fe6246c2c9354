import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { asSystem } from '@/db/transactions'
import { createOrg, uniqueEmail } from '../factories'
import { HANGS, startFakeResend } from '../mail/fake-resend'
import { deletedDaysAgo } from '../orgs/deleted'
import { purgeRecordsOf } from '../orgs/deletion/orgs-to-purge'
import { invite } from '../orgs/invite'
import { asLogin, queueLength } from '../queue'
import { startWorkerProcess } from './worker-process'

// Two processes start.
vi.setConfig({ testTimeout: 120_000 })

const resend = await startFakeResend()
afterAll(resend.stop)

test('the next worker runs the jobs of one that got SIGKILL, and none of one that runs', async () => {
  const acme = await createOrg()
  const due = await createOrg()
  await deletedDaysAgo(due, 31)
  const email = uniqueEmail()
  resend.fail(email, 1, HANGS)
  const first = startWorkerProcess(resend.url)

  await asSystem('test', async (tx) => {
    // The purge waits for this lock.
    await tx.execute(sql`select from memberships where org_id = ${due.id} for update`)
    await asLogin(`select graphile_worker.add_job('purge_orgs', queue_name => 'long')`)
    await invite(acme, { email })
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
  const [record] = await purgeRecordsOf(due)
  expect(record?.purgedAt).toEqual(expect.any(Date))
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
