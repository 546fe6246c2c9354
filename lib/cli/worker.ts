import { env } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { prepareEnvironment, requireMigrated } from '@/lib/server/prepare'
import { command } from './command'

// For deployments whose servers run with WORKER=separate.
command(async () => {
  await prepareEnvironment()
  await requireMigrated()
  const worker = startWorker()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => worker.stop())
  console.log(`Running the jobs of ${env().APP_URL}.`)
  await worker.stopped
})
