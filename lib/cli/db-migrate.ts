import { migrate } from '@/db/migrate'
import { command } from './command'
import { prepareEnvironment } from './prepare'

command(async () => {
  await prepareEnvironment()
  await migrate()
  console.log('The database is up to date.')
})
