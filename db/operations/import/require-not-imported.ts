import type pg from 'pg'
import { differingTables } from '@/db/operations/checksums'
import type { Row } from '@/db/operations/export/export-format'
import type { Values } from '@/db/operations/export/org-rows'
import type { ImportFile } from './import-file'
import { checksumsInDatabase, checksumsOf, translatedRows } from './import-rows'
import { findUsers } from './import-users'

/** If the org exists, the error tells whether it still equals the file. */
export async function requireNotImported(
  client: pg.ClientBase,
  { file, header, users, slugs }: ImportFile,
) {
  const { id } = header.org
  const { rows } = await client.query<{ slug: string; schema: string }>(
    'select slug, schema from public.orgs where id = $1',
    [id],
  )
  const [org] = rows
  if (!org) return
  const { ids } = await findUsers(client, users)
  const target = { ids, slug: org.slug, taken: await findTakenSlugs(client, slugs, id) }
  const extraRows = await listNewSlugs(client, id, slugs)
  const expected = await checksumsOf(translatedRows({ file, target, extraRows }))
  const differing = differingTables(await checksumsInDatabase(client, id, org.schema), expected)
  throw new Error(
    [
      `The organization was already imported, as ${org.slug}.`,
      differing.length
        ? `These tables now differ from the file: ${differing.join(', ')}.`
        : 'It contains every row of the file.',
    ].join(' '),
  )
}

// Slugs can be changed in each deployment, so additional ones are no difference.
async function listNewSlugs(client: pg.ClientBase, orgId: string, slugs: string[]) {
  const { rows } = await client.query<Values>(
    `select created_at::text, org_id::text, slug from public.org_slugs
     where org_id = $1 and slug <> all($2)`,
    [orgId, slugs],
  )
  return rows.map((values): Row => ({ table: 'public.org_slugs', values }))
}

/** The slugs among these that belong to other orgs. */
export async function findTakenSlugs(client: pg.ClientBase, slugs: string[], orgId: string) {
  const { rows } = await client.query<{ slug: string }>(
    'select slug from public.org_slugs where slug = any($1) and org_id <> $2',
    [slugs, orgId],
  )
  return new Set(rows.map((row) => row.slug))
}
