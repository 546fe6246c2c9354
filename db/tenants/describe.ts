import type pg from 'pg'
import { env } from '@/lib/env'
import { inTransaction } from '../client'

/** What a person calls these schemas: the address of the org, and the schema itself. */
export async function describeTenants(
  connections: pg.Pool,
  schemas: string[],
): Promise<Map<string, string>> {
  const rows = await inTransaction(
    connections,
    `begin; set local role "${env().DATABASE_SYSTEM_ROLE}"`,
    async (_, client) => {
      const found = await client.query<{ schema: string; slug: string }>(
        'select schema, slug from public.orgs where schema = any($1)',
        [schemas],
      )
      return found.rows
    },
  )
  const slugs = new Map(rows.map(({ schema, slug }) => [schema, slug]))
  return new Map(schemas.map((schema) => [schema, `${slugs.get(schema) ?? 'nobody'} (${schema})`]))
}
