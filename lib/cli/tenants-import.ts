import { parseArgs } from 'node:util'
import { type Imported, importTenant } from '@/db/operations/import/import-tenant'
import { slugField } from '@/lib/fields'
import { prepareEnvironment } from '@/lib/server/prepare'
import { command } from './command'

// The file of an export; --slug gives the organization another address.
command(async () => {
  const { file, slug } = readArguments()
  await prepareEnvironment()
  console.log(inWords(await importTenant(file, { slug })).join('\n'))
})

function readArguments() {
  const options = { slug: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length) {
    throw new Error('Say which file: `npm run tenants:import -- acme.tenantry.gz`.')
  }
  const slug = slugField.optional().safeParse(values.slug)
  if (slug.success) return { file, slug: slug.data }
  throw new Error(`--slug ${values.slug}: ${slug.error.issues[0]?.message}`)
}

function inWords({ slug, members, newUsers: strangers, leftOut, pending }: Imported) {
  const lines = [`${slug} is here, every row of the file. Members: ${members}.`]
  if (strangers.length) {
    lines.push(
      `New here, without a password, which "Forgot password" gives them: ${strangers.join(', ')}.`,
    )
  }
  if (leftOut.length) lines.push(`Earlier addresses that others have here: ${leftOut.join(', ')}.`)
  if (pending) {
    lines.push(`Invitations that wait: ${pending}. Send them again if AUTH_SECRET is another here.`)
  }
  return lines
}
