import { spawnSync } from 'node:child_process'
import { databaseEnv } from '@/lib/env'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'
import { withAllRows } from './with-all-rows'

command(async () => {
  await prepareDatabase()
  spawnSync('npx', ['drizzle-kit', 'studio', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DATABASE_URL: withAllRows(databaseEnv().DATABASE_URL_DIRECT) },
  })
})
