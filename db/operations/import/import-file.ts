import { type Header, readExport, readHeader } from '@/db/operations/export/export-file'
import { exportVersion } from '@/db/operations/export/export-tenant'
import type { Values } from '@/db/operations/export/org-rows'

export type ImportFile = {
  file: string
  header: Header
  people: Values[]
  slugs: string[]
  pending: number
}

/**
 * Reads all of it, so that nothing is written of a file that is damaged. Throws a sentence for one that
 * is, or that is of other tables.
 */
export async function readWhole(file: string): Promise<ImportFile> {
  const header = await readHeader(file)
  if (header.version !== exportVersion()) {
    throw new Error(
      `${file} is of another version of the tables. Run the same build here and there, with \`npm run db:migrate\`, and export it again.`,
    )
  }
  const [people, slugs]: [Values[], string[]] = [[], []]
  let pending = 0
  for await (const { table, values } of readExport(file)) {
    if (table === 'public.users') people.push(values)
    if (table === 'public.org_slugs') slugs.push(String(values.slug))
    if (table === 'public.invitations' && values.status === 'pending') pending++
  }
  return { file, header, people, slugs, pending }
}
