import { env } from '@/lib/env'
import { prepare, prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'
import { readSize, seedManyWithProgress } from './seed-many'

// --orgs 1000 --members 100 adds 1000 organizations with 100 members each.
command(async () => {
  const size = readSize(process.argv.slice(2))
  await prepareEnvironment()
  if (!env().local) throw new Error('Seeds are for local mode only: nothing was written.')
  await prepare()
  console.log('The database is migrated and seeded.')
  if (size) await seedManyWithProgress(size)
})
