import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** `npm run worker`, which is killed after the test. */
export function startWorkerProcess(resendUrl: string): ChildProcess {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/worker.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      RESEND_API_KEY: 're_only_for_tests',
      RESEND_BASE_URL: resendUrl,
    },
    stdio: 'ignore',
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  return worker
}
