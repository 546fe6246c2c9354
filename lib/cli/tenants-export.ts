import { parseArgs } from 'node:util'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'

command(async () => {
  const { slug, file } = readArguments()
  await prepareDatabase()
  const rows = await exportTenant(slug, file)
  console.log(
    `Exported ${rows} rows of ${slug} to ${file}. The file contains names and emails of its members.`,
  )
})

function readArguments() {
  const options = { to: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [slug, ...more] = positionals
  if (slug && !more.length) return { slug, file: values.to ?? `${slug}.export.gz` }
  throw new Error(
    'Name one organization by its slug: `npm run tenants:export -- acme`, or `acme --to backup.gz`.',
  )
}
