import { spawnSync } from 'node:child_process'
import { env } from '@/lib/env'
import { prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'
import { withAllRows } from './with-all-rows'

command(async () => {
  await prepareEnvironment()
  spawnSync('npx', ['drizzle-kit', 'studio', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DATABASE_URL: withAllRows(env().DATABASE_URL_DIRECT) },
  })
})
