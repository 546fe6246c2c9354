import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { createOrg, uniqueEmail } from '../factories'
import { deliverMails } from '../mail/deliver-mails'
import { deletedDaysAgo } from '../orgs/deleted'
import { invite } from '../orgs/invite'
import { asLogin, queueLength } from '../queue'

const { attempted, resend } = await deliverMails()

test('mail is sent while long jobs run, of which one runs at a time', async () => {
  const acme = await createOrg()
  const due = await createOrg()
  await deletedDaysAgo(due, 31)
  const email = uniqueEmail()

  await asSystem('test', async (tx) => {
    // The purge waits for this lock.
    await tx.execute(sql`select from memberships where org_id = ${due.id} for update`)
    for (let i = 0; i < 4; i++) {
      await asLogin(`select graphile_worker.add_job('purge_orgs', queue_name => 'long')`)
    }
    await expect.poll(running, { timeout: 10_000 }).toEqual(['purge_orgs'])

    await attempted((await invite(acme, { email })).id, 1)

    expect(await running()).toEqual(['purge_orgs'])
  })

  expect(resend.to(email)).toHaveLength(1)
  await expect.poll(running, { timeout: 10_000 }).toEqual([])
})

test('the schedule releases the jobs of a killed worker', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  resend.fail(email, 1)
  const { id } = await invite(acme, { email })
  await attempted(id, 1)
  await asLogin(`
    select graphile_worker.add_job('purge_orgs', queue_name => 'long', run_at => now() + interval '1 day');
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
