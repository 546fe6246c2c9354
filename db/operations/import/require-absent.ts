import type pg from 'pg'
import { differingTables } from '@/db/operations/checksums'
import type { Row } from '@/db/operations/export/export-file'
import type { Values } from '@/db/operations/export/org-rows'
import type { ImportFile } from './import-file'
import { findPeople } from './import-people'
import { checksumsInDatabase, checksumsOf, translated } from './import-rows'

/** Throws a sentence if the org is here already, after it has compared it with the file. */
export async function requireAbsent(
  client: pg.ClientBase,
  { file, header, people, slugs }: ImportFile,
) {
  const { id } = header.org
  const { rows } = await client.query<{ slug: string; schema: string }>(
    'select slug, schema from public.orgs where id = $1',
    [id],
  )
  const [org] = rows
  if (!org) return
  const { ids } = await findPeople(client, people)
  const here = { ids, slug: org.slug, taken: await takenOf(client, slugs, id) }
  const more = await slugsSince(client, id, slugs)
  const expected = await checksumsOf(translated({ file, here, more }))
  const differing = differingTables(await checksumsInDatabase(client, id, org.schema), expected)
  throw new Error(
    [
      `It was imported already, as ${org.slug}:`,
      differing.length
        ? `since then these have changed, here or in the file: ${differing.join(', ')}.`
        : 'every row of the file is here.',
    ].join(' '),
  )
}

/** Those that the file does not have: what an org is called is for each deployment to say. */
async function slugsSince(client: pg.ClientBase, orgId: string, slugs: string[]) {
  const { rows } = await client.query<Values>(
    `select created_at::text, org_id::text, slug from public.org_slugs
     where org_id = $1 and slug <> all($2)`,
    [orgId, slugs],
  )
  return rows.map((values): Row => ({ table: 'public.org_slugs', values }))
}

/** Which of these addresses are those of others. */
export async function takenOf(client: pg.ClientBase, slugs: string[], orgId: string) {
  const { rows } = await client.query<{ slug: string }>(
    'select slug from public.org_slugs where slug = any($1) and org_id <> $2',
    [slugs, orgId],
  )
  return new Set(rows.map((row) => row.slug))
}
