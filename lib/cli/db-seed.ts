import { env } from '@/lib/env'
import { seed } from '@/lib/seed/seed'
import { prepare, prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'
import { readSize, seedManyWithProgress } from './seed-many'

// --orgs 1000 --members 100 adds 1000 organizations with 100 members each.
command(async () => {
  const size = readSize(process.argv.slice(2))
  await prepareEnvironment()
  if (!env().local) throw new Error('Only local mode can be seeded. Nothing was written.')
  await prepare()
  await seed()
  console.log('The database is migrated and seeded.')
  if (size) await seedManyWithProgress(size)
})
