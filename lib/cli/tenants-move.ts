import { parseArgs } from 'node:util'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { env } from '@/lib/env'
import { prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'
import { withProgress } from './progress'

// --to schema or --to row; --tenant acme moves that organization alone.
command(async () => {
  const { to, slug } = readArguments()
  await prepareEnvironment()
  const moved = await withProgress('organizations', (onProgress) =>
    moveTenants({ to, slug, onProgress }),
  )
  console.log(
    `Organizations moved: ${moved}. ${slug ? `${slug} is` : 'Each is'} ${PLACES[to]} now.`,
  )
  if (env().TENANT_ISOLATION !== to) {
    console.log(`New ones follow where every server runs with TENANT_ISOLATION=${to}.`)
  }
})

const PLACES = { schema: 'in a schema of its own', row: 'in the shared tables' }

function readArguments() {
  const options = { to: { type: 'string' }, tenant: { type: 'string' } } as const
  const { to, tenant: slug } = parseArgs({ options }).values
  if (to === 'row' || to === 'schema') return { to, slug } as const
  throw new Error('Say where to: `npm run tenants:move -- --to schema`, or `--to row` for back.')
}
