import { parseArgs } from 'node:util'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'

// The address of an organization; --to names the file.
command(async () => {
  const { slug, file } = readArguments()
  await prepareEnvironment()
  const rows = await exportTenant(slug, file)
  console.log(`${file} has ${rows} rows of ${slug}, and the names and addresses of its people.`)
})

function readArguments() {
  const options = { to: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [slug, ...more] = positionals
  if (slug && !more.length) return { slug, file: values.to ?? `${slug}.tenantry.gz` }
  throw new Error(
    'Say which organization: `npm run tenants:export -- acme`, or `acme --to backup.gz`.',
  )
}
