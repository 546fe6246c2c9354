import { env } from '@/lib/env'
import { command } from './command'
import { prepare, prepareEnvironment } from './prepare'

command(async () => {
  await prepareEnvironment()
  if (!env().local) throw new Error('Seeds are for local mode only: nothing was written.')
  await prepare()
  console.log('The database is migrated and seeded.')
})
