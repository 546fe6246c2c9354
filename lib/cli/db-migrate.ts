import { parseArgs } from 'node:util'
import { describeTenants, findTenantSchema } from '@/db/migrate/describe-tenants'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'
import { withProgress } from './progress'

// --dry-run lists what is pending; --tenant acme skips the schemas of other organizations.
command(async () => {
  const options = { 'dry-run': { type: 'boolean' }, tenant: { type: 'string' } } as const
  const { 'dry-run': isDryRun, tenant } = parseArgs({ options }).values
  await prepareDatabase()
  if (isDryRun) return printPending()
  const schema = tenant === undefined ? undefined : await findTenantSchema(tenant)
  await withProgress('organizations', (onProgress) => migrate(undefined, { schema, onProgress }))
  console.log('The database is up to date.')
})

async function printPending() {
  const { shared, tenants } = await listUnmigrated()
  const names = tenants.length ? await describeTenants(tenants) : []
  console.log(
    [
      ...shared.map((migration) => `pending for all organizations: ${migration}`),
      ...names.map((name) => `outdated: ${name}`),
      shared.length + names.length
        ? 'Nothing was changed. Run `npm run db:migrate` to migrate.'
        : 'The database is up to date.',
    ].join('\n'),
  )
}
