import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { hasOtherConnections } from '@/db/other-connections'
import { env } from '@/lib/env'
import { prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'
import { withAllRows } from './with-all-rows'

const HOLD = '--hold'
const POLL_MS = 5_000
const IDLE_POLLS = 12

/**
 * Prints a URL for psql and the like, which sees the rows of all tenants. The embedded database
 * would stop together with this command, so a copy of it stays behind while somebody is connected.
 */
command(async () => {
  const given = { ...process.env }
  await prepareEnvironment()
  if (process.argv.includes(HOLD)) return holdWhileUsed()
  if (!given.DATABASE_URL) await stayBehind(given)
  console.log(withAllRows(env().DATABASE_URL_DIRECT))
})

async function stayBehind(env: NodeJS.ProcessEnv) {
  const args = [...process.execArgv, process.argv[1] ?? '', HOLD]
  const copy = spawn(process.execPath, args, {
    detached: true,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  await once(copy, 'message')
  copy.disconnect()
  copy.unref()
}

async function holdWhileUsed() {
  process.send?.('holding')
  for (let idle = 0; idle < IDLE_POLLS; idle++) {
    await setTimeout(POLL_MS)
    if (await hasOtherConnections()) idle = 0
  }
}
