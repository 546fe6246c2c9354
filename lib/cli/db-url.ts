import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/doors'
import { env } from '@/lib/env'
import { command } from './command'
import { prepareEnvironment } from './prepare'
import { withAllRows } from './with-all-rows'

const HOLD = '--hold'
const POLL_MS = 5_000
const SPARE_POLLS = 12

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
  for (let idle = 0; idle < SPARE_POLLS; idle++) {
    await setTimeout(POLL_MS)
    if (await somebodyIsConnected()) idle = 0
  }
}

async function somebodyIsConnected() {
  const { rows } = await asSystem('db:url', (tx) =>
    tx.execute(sql`select 1 from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`),
  )
  return rows.length > 0
}
