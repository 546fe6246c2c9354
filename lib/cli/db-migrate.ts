import { parseArgs } from 'node:util'
import { describeTenants, findTenantSchema } from '@/db/migrate/describe-tenants'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'
import { withProgress } from './progress'

// --dry-run lists what is behind; --tenant acme leaves out the schemas of other organizations.
command(async () => {
  const options = { 'dry-run': { type: 'boolean' }, tenant: { type: 'string' } } as const
  const { 'dry-run': isDry, tenant } = parseArgs({ options }).values
  await prepareEnvironment()
  if (isDry) return listWhatIsBehind()
  const schema = tenant === undefined ? undefined : await findTenantSchema(tenant)
  await withProgress('organizations', (onProgress) => migrate(undefined, { schema, onProgress }))
  console.log('The database is up to date.')
})

async function listWhatIsBehind() {
  const { shared, tenants } = await listUnmigrated()
  const names = tenants.length ? await describeTenants(tenants) : []
  console.log(
    [
      ...shared.map((migration) => `missing for all: ${migration}`),
      ...names.map((name) => `behind: ${name}`),
      shared.length + names.length ? 'Nothing was changed.' : 'The database is up to date.',
    ].join('\n'),
  )
}
