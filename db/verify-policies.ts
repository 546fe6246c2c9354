import { sql } from 'drizzle-orm'
import { databaseEnv } from '@/lib/env'
import { policiesAreCurrent } from './apply-policies'
import { listSchemasWithChangedPolicies } from './migrate/tenant-version'
import { expectedPolicies } from './policies'
import { isTenantSchema, SHARED_SCHEMA } from './tenants/schemas'
import { asOrg, type Tx } from './transactions'

const UNKNOWN_ID = '00000000-0000-0000-0000-000000000000'

export async function verifyPolicies() {
  const scope = { user: { id: UNKNOWN_ID }, org: { id: UNKNOWN_ID } }
  const problems = await asOrg(scope, async (tx) => {
    const roles = await tx.execute<{ name: string }>(unrestrictedRoles())
    const tables = (await tx.execute<ProtectedTable>(PROTECTED_TABLES)).rows
    const changedSchemas = await listSchemasWithChangedPolicies(tx.$client)
    const isCurrent = await policiesAreCurrent(tx.$client)
    const open = await tx.execute<{ name: string }>(OPEN_TABLES)
    const found = [
      ...roles.rows.map(({ name }) => `The role ${name} bypasses row-level security.`),
      ...tables.flatMap(problemsOf),
      ...open.rows.map(({ name }) => `${name} has no policies, but requests can access it.`),
      ...changedSchemas.map(
        (schema) => `The policies of ${schema} differ from those of ${SHARED_SCHEMA}.`,
      ),
    ]
    if (found.length) return found
    return [...(isCurrent ? [] : [CHANGED]), ...(await findVisibleRows(tx, tables))]
  })
  if (problems.length) {
    throw new Error(['Tenants are not isolated:', ...problems].join('\n  '))
  }
}

const CHANGED =
  'Row-level security policies were changed outside migrations. Run `npm run db:migrate`.'

async function findVisibleRows(tx: Tx, tables: ProtectedTable[]): Promise<string[]> {
  const problems: string[] = []
  const shared = tables.filter(({ schema }) => ['public', SHARED_SCHEMA].includes(schema))
  for (const { schema, name } of shared.filter(({ readable }) => readable)) {
    const { rows } = await tx.execute(
      sql`select 1 from ${sql.identifier(schema)}.${sql.identifier(name)} limit 1`,
    )
    if (rows.length) problems.push(`${schema}.${name} shows rows of an org to outsiders.`)
  }
  return problems
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
  const problems: string[] = []
  if (!forced) problems.push(`Row-level security is not forced on ${schema}.${name}.`)
  if (owned) problems.push(`${schema}.${name} belongs to the role that requests run as.`)
  const expected = expectedPolicies(schema, name)
  const differing = [
    ...expected.filter((policy) => !policies.includes(policy)).map((policy) => `lacks ${policy}`),
    ...policies.filter((policy) => !expected.includes(policy)).map((policy) => `has ${policy}`),
  ]
  if (differing.length)
    problems.push(`The policies of ${schema}.${name} differ: ${differing.join(', ')}.`)
  return problems
}

const unrestrictedRoles = () => sql`
  select rolname as name from pg_roles
  where (rolsuper or rolbypassrls or rolname = ${databaseEnv().DATABASE_SYSTEM_ROLE})
    and pg_has_role(current_user, oid, 'member')`

const OPEN_TABLES = sql`
  select oid::regclass::text as name from pg_class
  where relkind in ('r', 'p', 'v', 'm') and not relforcerowsecurity
    and (relnamespace::regnamespace::text = 'public' or ${sql.raw(isTenantSchema('relnamespace::regnamespace::text'))})
    and (has_table_privilege(oid, 'insert, update, delete')
      or has_any_column_privilege(oid, 'select, insert, update'))`

const PROTECTED_TABLES = sql`
  select n.nspname as schema, c.relname as name,
    c.relrowsecurity and c.relforcerowsecurity as forced,
    pg_has_role(current_user, c.relowner, 'member') as owned,
    has_table_privilege(c.oid, 'select') as readable,
    array(select polname::text from pg_policy where polrelid = c.oid order by 1) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and (n.nspname = 'public' or ${sql.raw(isTenantSchema('n.nspname'))})
    and (c.relname in ('orgs', 'users') or exists (
      select 1 from pg_attribute
      where attrelid = c.oid and attname = 'org_id' and not attisdropped))`
