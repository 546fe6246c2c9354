import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { hasOtherConnections } from '@/db/operations/other-connections'
import { databaseEnv } from '@/lib/env'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'
import { withAllRows } from './with-all-rows'

const BACKGROUND = '--background'
const POLL_MS = 5_000
const MAX_IDLE_POLLS = 12

/** A background process keeps the embedded database running while it has connections. */
command(async () => {
  const originalEnv = { ...process.env }
  await prepareDatabase()
  if (process.argv.includes(BACKGROUND)) return keepRunningWhileUsed()
  if (!originalEnv.DATABASE_URL) await startInBackground(originalEnv)
  console.log(withAllRows(databaseEnv().DATABASE_URL_DIRECT))
})

async function startInBackground(env: NodeJS.ProcessEnv) {
  const args = [...process.execArgv, process.argv[1] ?? '', BACKGROUND]
  const child = spawn(process.execPath, args, {
    detached: true,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  await once(child, 'message')
  child.disconnect()
  child.unref()
}

async function keepRunningWhileUsed() {
  process.send?.('ready')
  for (let idlePolls = 0; idlePolls < MAX_IDLE_POLLS; idlePolls++) {
    await setTimeout(POLL_MS)
    if (await hasOtherConnections()) idlePolls = 0
  }
}
