import { eq, inArray } from 'drizzle-orm'
import { orgs } from '@/db/schema/system/orgs'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { asSystem } from '@/db/transactions'

export async function describeTenants(schemas: string[]): Promise<string[]> {
  const found = await asSystem('name tenants', (tx) =>
    tx
      .select({ schema: orgs.schema, slug: orgs.slug })
      .from(orgs)
      .where(inArray(orgs.schema, schemas)),
  )
  const slugs = new Map(found.map(({ schema, slug }) => [schema, slug]))
  return schemas.map((schema) => `${slugs.get(schema) ?? 'no organization'} (${schema})`)
}

export async function findTenantSchema(slug: string): Promise<string> {
  const [org] = await asSystem('find tenant', (tx) =>
    tx.select({ schema: orgs.schema }).from(orgs).where(eq(orgs.slug, slug)),
  )
  if (!org) throw new Error(`No organization has the slug ${slug}.`)
  if (org.schema !== SHARED_SCHEMA) return org.schema
  throw new Error(
    `${slug} uses the shared tables. Run \`npm run db:migrate\` without --tenant to migrate them.`,
  )
}
