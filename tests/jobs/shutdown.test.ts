import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { createOrg, uniqueEmail } from '../factories'
import { HANGS, startFakeResend } from '../mail/fake-resend'
import { invite } from '../orgs/invite'
import { asLogin } from '../queue'

// Two processes start.
vi.setConfig({ testTimeout: 120_000 })

const resend = await startFakeResend()
afterAll(resend.stop)

test('a worker that gets SIGTERM releases its jobs, and the next one sends the mail at once', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  resend.fail(email, 1, HANGS)
  const first = startWorkerProcess()
  await invite(acme, { email })
  await expect.poll(() => resend.to(email), { timeout: 60_000 }).toHaveLength(1)

  first.kill('SIGTERM')
  const [code] = await once(first, 'exit')

  expect(code).toBe(0)
  expect(await jobs()).toEqual([{ attempts: 0, locked_by: null, isDue: true }])
  startWorkerProcess()
  await expect.poll(() => resend.to(email), { timeout: 60_000 }).toHaveLength(2)
  await expect.poll(jobs, { timeout: 5_000 }).toEqual([])
  const [interrupted, delivered] = resend.to(email)
  expect(delivered).toEqual(interrupted)
})

/** `npm run worker`, which is killed after the test. */
function startWorkerProcess(): ChildProcess {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/worker.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      RESEND_API_KEY: 're_only_for_tests',
      RESEND_BASE_URL: resend.url,
    },
    stdio: 'ignore',
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  return worker
}

function jobs() {
  return asLogin(
    `select attempts, locked_by, run_at <= now() as "isDue" from graphile_worker.jobs
     where task_identifier = 'send_mail'`,
  )
}
