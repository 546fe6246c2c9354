import type { Job } from 'graphile-worker'
import { afterAll, expect, vi } from 'vitest'
import { startWorker } from '@/lib/jobs/worker'
import { asLogin } from '../queue'
import { startFakeResend } from './fake-resend'

/** Delivers queued mails to a fake Resend until the tests of the file have run. */
export async function deliverMails({ perSecond = 1000 } = {}) {
  const resend = await startFakeResend()
  Object.assign(process.env, {
    RESEND_API_KEY: 're_only_for_tests',
    RESEND_BASE_URL: resend.url,
    MAIL_FROM: 'Acme <hello@example.com>',
    MAILS_PER_SECOND: String(perSecond),
  })
  const worker = startWorker()
  const attempts: { job: Job; error?: unknown }[] = []
  worker.events.on('job:complete', (attempt) => attempts.push(attempt))

  // The worker logs failures, and some tests cause them.
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})

  afterAll(async () => {
    await worker.stop()
    await resend.stop()
  })

  /** Waits for this many delivery attempts of the mail about a row. */
  async function attempted(id: string, times: number) {
    const ofRow = () => attempts.filter(({ job }) => (job.payload as { id: string }).id === id)
    await expect.poll(() => ofRow().length, { timeout: 20_000 }).toBe(times)
  }

  return { resend, logged, attempts, attempted }
}

/** Makes the worker retry the mail about a row now. */
export async function retryNow(id: string) {
  await asLogin(
    `update graphile_worker._private_jobs set run_at = now() where payload ->> 'id' = '${id}';
     notify "jobs:insert"`,
  )
}

/** The first link in a mail. */
export function linkIn(text = ''): URL {
  const [link = ''] = /http:\/\/localhost:3000\/\S+/.exec(text) ?? []
  return new URL(link)
}
