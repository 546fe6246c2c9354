import { rm } from 'node:fs/promises'
import path from 'node:path'
import { removeEmbedded } from '@/db/embedded'
import { isLocalMode } from '@/lib/env'
import { prepare } from '@/lib/server/prepare'
import { command } from './command'

command(async () => {
  if (!isLocalMode(process.env) || process.env.DATABASE_URL) {
    throw new Error(
      'db:reset only resets the embedded database of local mode. Nothing was deleted. Unset DATABASE_URL to use it.',
    )
  }
  const dataDir = path.resolve(process.env.DATA_DIR || '.data')
  await removeEmbedded(dataDir)
  await rm(path.join(dataDir, 'mailbox'), { recursive: true, force: true })
  await prepare()
  console.log('The database was recreated, migrated and seeded.')
})
