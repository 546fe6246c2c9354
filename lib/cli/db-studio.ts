import { spawnSync } from 'node:child_process'
import { env } from '@/lib/env'
import { command } from './command'
import { prepareEnvironment } from './prepare'
import { withAllRows } from './with-all-rows'

command(async () => {
  await prepareEnvironment()
  spawnSync('npx', ['drizzle-kit', 'studio', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DATABASE_URL: withAllRows(env().DATABASE_URL_DIRECT) },
  })
})
