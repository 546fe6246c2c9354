import { ALL_VARIABLES, env } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { escapeLogs } from '@/lib/server/logs/escape-logs'
import { prepareEnvironment, requireMigrated } from '@/lib/server/prepare'
import { command } from './command'

command(async () => {
  await prepareEnvironment()
  await requireMigrated()
  escapeLogs()
  const worker = startWorker()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => worker.stop())
  console.log(`Running the jobs of ${env().APP_URL}.`)
  await worker.stopped
}, ALL_VARIABLES)
