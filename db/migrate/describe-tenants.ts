import { eq, inArray } from 'drizzle-orm'
import { orgs } from '@/db/schema/system/orgs'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { asSystem } from '@/db/transactions'

/** What a person calls these schemas, in their order: the address of the org, and the schema itself. */
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

/** The schema that the org at this address has for itself. Throws a sentence if there is none. */
export async function findTenantSchema(slug: string): Promise<string> {
  const [org] = await asSystem('find tenant', (tx) =>
    tx.select({ schema: orgs.schema }).from(orgs).where(eq(orgs.slug, slug)),
  )
  if (!org) throw new Error(`No organization has the address ${slug}.`)
  if (org.schema !== SHARED_SCHEMA) return org.schema
  throw new Error(`${slug} shares its tables: \`npm run db:migrate\` brings them up to date.`)
}
