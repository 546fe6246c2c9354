import { parseArgs } from 'node:util'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { databaseEnv } from '@/lib/env'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'
import { withProgress } from './progress'

// --to schema or --to row; --tenant acme moves only that organization.
command(async () => {
  const { to, slug } = readArguments()
  await prepareDatabase()
  const moved = await withProgress('organizations', (onProgress) =>
    moveTenants({ to, slug, onProgress }),
  )
  console.log(
    `Organizations moved: ${moved}. ${slug ? `${slug} now uses` : 'Every organization now uses'} ${LOCATIONS[to]}.`,
  )
  if (databaseEnv().TENANT_ISOLATION !== to) {
    console.log(`Set TENANT_ISOLATION=${to} on every server, so that new organizations do too.`)
  }
})

const LOCATIONS = { schema: 'a separate schema', row: 'the shared tables' }

function readArguments() {
  const options = { to: { type: 'string' }, tenant: { type: 'string' } } as const
  const { to, tenant: slug } = parseArgs({ options }).values
  if (to === 'row' || to === 'schema') return { to, slug } as const
  throw new Error(
    'Name the target: `npm run tenants:move -- --to schema`, or `--to row` to move back.',
  )
}
