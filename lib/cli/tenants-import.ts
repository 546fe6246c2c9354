import { parseArgs } from 'node:util'
import { type Imported, importTenant } from '@/db/operations/import/import-tenant'
import { slugField } from '@/lib/org-fields'
import { prepareDatabase } from '@/lib/server/prepare'
import { command } from './command'

command(async () => {
  const { file, slug } = readArguments()
  await prepareDatabase()
  console.log(describeImport(await importTenant(file, { slug })).join('\n'))
})

function readArguments() {
  const options = { slug: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length) {
    throw new Error('Name one file: `npm run tenants:import -- acme.export.gz`.')
  }
  const slug = slugField.optional().safeParse(values.slug)
  if (slug.success) return { file, slug: slug.data }
  throw new Error(`--slug ${values.slug}: ${slug.error.issues[0]?.message}`)
}

function describeImport({ slug, members, newUsers, skippedSlugs, pendingInvitations }: Imported) {
  const lines = [`Imported ${slug} with every row of the file. Members: ${members}.`]
  if (newUsers.length) {
    lines.push(
      `New accounts, which can set a password with "Forgot password?": ${newUsers.join(', ')}.`,
    )
  }
  if (skippedSlugs.length) {
    lines.push(`Earlier slugs that are taken here, and were skipped: ${skippedSlugs.join(', ')}.`)
  }
  if (pendingInvitations) {
    lines.push(
      `Pending invitations: ${pendingInvitations}. If AUTH_SECRET differs here, send them again.`,
    )
  }
  return lines
}
