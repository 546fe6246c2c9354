import { createHash } from 'node:crypto'
import type pg from 'pg'
import { databaseEnv } from '@/lib/env'
import { jobPolicies } from './jobs'

const ORG = `nullif(current_setting('app.org_id', true), '')::uuid`
const USER = `nullif(current_setting('app.user_id', true), '')::uuid`
const inOrg = (column: string) => `${column} = (select ${ORG})`

// PostgreSQL joins policies with OR. This condition turns the second policy off while an org is set, or the
// user's other orgs would be visible inside this one.
const whenNoOrgIsSet = (condition: string) => `(select ${ORG}) is null and ${condition}`

const MY_EMAIL = `(select email from public.users where id = (select ${USER}) and email_verified is not null)`

type TablePolicy = {
  grants: string
  org?: string
  read?: string
}

/** The rights of `app_user` in schema `public`. It has no rights on other tables. */
const SYSTEM_POLICIES: Record<string, TablePolicy> = {
  orgs: {
    // Without `schema`, which only `npm run tenants:move` changes.
    grants: 'select, insert, update (name, slug, requires_two_factor, deleted_at, deleted_by_name)',
    org: inOrg('id'),
    read: whenNoOrgIsSet(`(id in (select org_id from public.memberships)
      or id in (select org_id from public.invitations))`),
  },
  org_slugs: {
    grants: 'select, insert',
    org: inOrg('org_id'),
    read: whenNoOrgIsSet('org_id in (select org_id from public.memberships)'),
  },
  memberships: {
    grants: 'select, insert, update, delete',
    org: inOrg('org_id'),
    read: whenNoOrgIsSet(`user_id = (select ${USER})`),
  },
  invitations: {
    grants: 'select, insert, update',
    org: inOrg('org_id'),
    read: whenNoOrgIsSet(`email = ${MY_EMAIL} and status = 'pending'`),
  },
  users: {
    grants: 'select',
    read: `id = (select ${USER}) or id in (select user_id from public.memberships)`,
  },
}

export const PROTECTED_SYSTEM_TABLES = Object.keys(SYSTEM_POLICIES)

const TENANT_POLICY: TablePolicy = {
  grants: 'select, insert, update, delete',
  org: inOrg('org_id'),
}

const RESTRICTED_TENANT_POLICIES: Record<string, TablePolicy> = {
  audit_logs: { grants: 'select, insert', org: inOrg('org_id') },
}

export function expectedPolicies(schema: string, table: string): string[] {
  const { org, read } = policyFor(schema, table)
  return ['system', ...(org ? ['org'] : []), ...(read ? ['person'] : [])]
}

function policyFor(schema: string, table: string): TablePolicy {
  const policy =
    schema === 'public'
      ? SYSTEM_POLICIES[table]
      : (RESTRICTED_TENANT_POLICIES[table] ?? TENANT_POLICY)
  if (!policy)
    throw new Error(`public.${table} has an org_id but no policy. Add one to db/policies.ts.`)
  return policy
}

export function policiesVersion(): string {
  const { DATABASE_USER_ROLE, DATABASE_SYSTEM_ROLE } = databaseEnv()
  const definition = [
    SYSTEM_POLICIES,
    TENANT_POLICY,
    RESTRICTED_TENANT_POLICIES,
    DATABASE_USER_ROLE,
    DATABASE_SYSTEM_ROLE,
    jobPolicies(),
  ]
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex')
}

export async function applySystemPolicies(client: pg.ClientBase) {
  await client.query(
    [
      ...grantsOn('public'),
      ...PROTECTED_SYSTEM_TABLES.flatMap((table) => protect('public', table)),
      ...jobPolicies(),
    ].join(';\n'),
  )
}

export async function applyTenantPolicies(client: pg.ClientBase, schema: string) {
  const tables = await tenantTables(client, schema)
  await client.query(
    [...grantsOn(schema), ...tables.flatMap((table) => protect(schema, table))].join(';\n'),
  )
}

function grantsOn(schema: string): string[] {
  const { DATABASE_USER_ROLE: user, DATABASE_SYSTEM_ROLE: system } = databaseEnv()
  return [
    `revoke all on all tables in schema ${schema} from "${user}", public`,
    `grant usage on schema ${schema} to "${user}", "${system}"`,
    `grant select, insert, update, delete on all tables in schema ${schema} to "${system}"`,
  ]
}

function protect(schema: string, name: string): string[] {
  const table = `${schema}."${name}"`
  const { grants, org, read } = policyFor(schema, name)
  const { DATABASE_USER_ROLE: user, DATABASE_SYSTEM_ROLE: system } = databaseEnv()
  const statements = [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `grant ${grants} on ${table} to "${user}"`,
    ...createPolicy('system', table, `to "${system}" using (true) with check (true)`),
  ]
  if (org)
    statements.push(
      ...createPolicy('org', table, `to "${user}" using (${org}) with check (${org})`),
    )
  if (read)
    statements.push(...createPolicy('person', table, `for select to "${user}" using (${read})`))
  return statements
}

function createPolicy(name: string, table: string, definition: string) {
  return [
    `drop policy if exists ${name} on ${table}`,
    `create policy ${name} on ${table} ${definition}`,
  ]
}

async function tenantTables(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = $1::regnamespace and relkind in ('r', 'p')
       and relname <> '__migrations' order by 1`,
    [schema],
  )
  return rows.map((row) => row.name)
}
