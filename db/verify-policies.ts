import { sql } from 'drizzle-orm'
import { env } from '@/lib/env'
import { policiesAreCurrent } from './apply-policies'
import { listWithOtherPolicies } from './migrate/tenant-version'
import { expectedPolicies } from './policies'
import { holdsTenants, SHARED_SCHEMA } from './tenants/schemas'
import { asOrg, type Tx } from './transactions'

const NO_ONE = '00000000-0000-0000-0000-000000000000'

/**
 * Looks from inside `asOrg` whether the walls stand, and throws a sentence for each hole: the app
 * does not serve without them.
 */
export async function verifyPolicies() {
  const holes = await asOrg({ user: { id: NO_ONE }, org: { id: NO_ONE } }, async (tx) => {
    const roles = await tx.execute<{ name: string }>(unrestrictedRoles())
    const tables = (await tx.execute<ProtectedTable>(PROTECTED_TABLES)).rows
    const differing = await listWithOtherPolicies(tx.$client)
    const isAsRaised = await policiesAreCurrent(tx.$client)
    const open = await tx.execute<{ name: string }>(OPEN_TABLES)
    const seen = [
      ...roles.rows.map(({ name }) => `The role ${name} is not held by row-level security.`),
      ...tables.flatMap(problemsOf),
      ...open.rows.map(({ name }) => `${name} has no wall, and is open to requests.`),
      ...differing.map((schema) => `The walls of ${schema} are not those of ${SHARED_SCHEMA}.`),
    ]
    if (seen.length) return seen
    const changed = isAsRaised ? [] : ['They are not as they were raised.']
    return [...changed, ...(await findVisibleRows(tx, tables))]
  })
  if (holes.length) {
    throw new Error(['The walls between tenants are not whole:', ...holes].join('\n  '))
  }
}

// Inside an org that does not exist, as nobody, there is nothing to see.
async function findVisibleRows(tx: Tx, tables: ProtectedTable[]): Promise<string[]> {
  const holes: string[] = []
  const shared = tables.filter(({ schema }) => ['public', SHARED_SCHEMA].includes(schema))
  for (const { schema, name } of shared.filter(({ readable }) => readable)) {
    const { rows } = await tx.execute(
      sql`select 1 from ${sql.identifier(schema)}.${sql.identifier(name)} limit 1`,
    )
    if (rows.length) holes.push(`${schema}.${name} shows rows of an org to those outside it.`)
  }
  return holes
}

type ProtectedTable = {
  schema: string
  name: string
  forced: boolean
  owned: boolean
  readable: boolean
  policies: string[]
}

function problemsOf({ schema, name, forced, owned, policies }: ProtectedTable): string[] {
  const holes: string[] = []
  if (!forced) holes.push(`Row-level security is not forced on ${schema}.${name}.`)
  if (owned) holes.push(`${schema}.${name} belongs to the role that requests run as.`)
  const expected = expectedPolicies(schema, name)
  const differing = [
    ...expected.filter((policy) => !policies.includes(policy)).map((policy) => `lacks ${policy}`),
    ...policies.filter((policy) => !expected.includes(policy)).map((policy) => `has ${policy}`),
  ]
  if (differing.length)
    holes.push(`The policies of ${schema}.${name} differ: ${differing.join(', ')}.`)
  return holes
}

// Whoever is in the role of the system has its policies too, and sees every tenant.
const unrestrictedRoles = () => sql`
  select rolname as name from pg_roles
  where (rolsuper or rolbypassrls or rolname = ${env().DATABASE_SYSTEM_ROLE})
    and pg_has_role(current_user, oid, 'member')`

const OPEN_TABLES = sql`
  select oid::regclass::text as name from pg_class
  where relkind in ('r', 'p', 'v', 'm') and not relforcerowsecurity
    and (relnamespace::regnamespace::text = 'public' or ${sql.raw(holdsTenants('relnamespace::regnamespace::text'))})
    and (has_table_privilege(oid, 'insert, update, delete')
      or has_any_column_privilege(oid, 'select, insert, update'))`

const PROTECTED_TABLES = sql`
  select n.nspname as schema, c.relname as name,
    c.relrowsecurity and c.relforcerowsecurity as forced,
    pg_has_role(current_user, c.relowner, 'member') as owned,
    has_table_privilege(c.oid, 'select') as readable,
    array(select polname::text from pg_policy where polrelid = c.oid order by 1) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and (n.nspname = 'public' or ${sql.raw(holdsTenants('n.nspname'))})
    and (c.relname in ('orgs', 'users') or exists (
      select 1 from pg_attribute
      where attrelid = c.oid and attname = 'org_id' and not attisdropped))`
