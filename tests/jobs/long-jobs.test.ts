import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { uniqueEmail } from '../factories'
import { deliverMails } from '../mail/deliver-mails'
import { queueMail } from '../mail/queue-mail'
import { asLogin, queueLength } from '../queue'

const { attempted, resend } = await deliverMails()

test('mail is sent while long jobs run, of which one runs at a time', async () => {
  const email = uniqueEmail()

  await asSystem('test', async (tx) => {
    // The job waits for this lock.
    await tx.execute(sql`lock table email_changes in share mode`)
    for (let i = 0; i < 4; i++) {
      await asLogin(`select graphile_worker.add_job('clean_up', queue_name => 'long')`)
    }
    await expect.poll(running, { timeout: 10_000 }).toEqual(['clean_up'])

    await attempted((await queueMail(email)).id, 1)

    expect(await running()).toEqual(['clean_up'])
  })

  expect(resend.to(email)).toHaveLength(1)
  await expect.poll(running, { timeout: 10_000 }).toEqual([])
})

test('the schedule releases the jobs of a killed worker', async () => {
  const email = uniqueEmail()
  resend.fail(email, 1)
  const { id } = await queueMail(email)
  await attempted(id, 1)
  await asLogin(`
    select graphile_worker.add_job('clean_up', queue_name => 'long', run_at => now() + interval '1 day');
    update graphile_worker._private_jobs
    set locked_at = now() - interval '1 minute', run_at = now(), locked_by = 'killed'`)

  await asLogin(`select graphile_worker.add_job('release_abandoned_jobs')`)
  await attempted(id, 2)

  expect(resend.to(email)).toHaveLength(2)
  await expect.poll(queueLength).toBe(0)
})

async function running(): Promise<string[]> {
  const jobs = await asLogin<{ task: string }>(
    `select task_identifier as task from graphile_worker.jobs where locked_at is not null`,
  )
  return jobs.map(({ task }) => task)
}
