import { exportVersion, type Header } from '@/db/operations/export/export-format'
import type { Values } from '@/db/operations/export/org-rows'
import { readExport, readHeader } from '@/db/operations/export/read-export'
import { hasSlugFormat, SLUG_MAX, SLUG_MIN } from '@/lib/tenancy/slugs'

export type ImportFile = {
  file: string
  header: Header
  users: Values[]
  slugs: string[]
  pendingInvitations: number
}

/** Reads the whole file, so that a damaged one is rejected before anything is written. */
export async function readImportFile(file: string): Promise<ImportFile> {
  const header = await readHeader(file)
  if (header.version !== exportVersion()) {
    throw new Error(
      `${file} was written by a build with other migrations. Run the same build in both deployments, run \`npm run db:migrate\`, and export again.`,
    )
  }
  const [users, slugs]: [Values[], string[]] = [[], []]
  let pendingInvitations = 0
  for await (const { table, values } of readExport(file)) {
    if (table === 'public.users') users.push(values)
    if (table === 'public.org_slugs') slugs.push(String(values.slug))
    if (table === 'public.invitations' && values.status === 'pending') pendingInvitations++
  }
  const invalid = slugs.find((slug) => !hasSlugFormat(slug))
  if (invalid !== undefined) {
    throw new Error(
      `${file} contains the slug ${JSON.stringify(invalid)}. A slug has ${SLUG_MIN} to ${SLUG_MAX} lower-case letters, digits and single hyphens. Rename the organization where it was exported, and export it again.`,
    )
  }
  return { file, header, users, slugs, pendingInvitations }
}
