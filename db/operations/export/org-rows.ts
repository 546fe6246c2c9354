import pg from 'pg'
import { listTables, type Table } from '@/db/operations/org-tables'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'

/** Where rows of an org are: `name` is the same in every deployment. */
export type Source = { name: string; place: string; columns: Table['columns']; where: string }

/** As PostgreSQL writes and reads them, which loses nothing of any type. */
export type Values = Record<string, string | null>

/** The tables of the system that travel with an org. */
export const EXPORTED_SYSTEM_TABLES = ['invitations', 'memberships', 'org_slugs', 'orgs']

// Never what opens an account.
const USER_COLUMNS = ['email', 'email_verified', 'id', 'name']

/**
 * Everything that travels with an org whose tables are in `schema`, its people first. Throws for a table
 * of the system that this file does not know.
 */
export async function listSources(
  client: pg.ClientBase,
  orgId: string,
  schema: string,
): Promise<Source[]> {
  const system = await listTables(client, 'public')
  const unknown = system.find(({ name }) => !EXPORTED_SYSTEM_TABLES.includes(name))
  if (unknown) {
    throw new Error(
      `public.${unknown.name} has an org_id: say in db/operations/export/org-rows.ts whether its rows travel.`,
    )
  }
  const members = `select user_id from public.memberships where org_id = '${orgId}'`
  return [
    {
      name: 'public.users',
      place: 'public.users',
      columns: USER_COLUMNS.map((name) => ({ name, type: 'text' })),
      where: `id in (${members})`,
    },
    ...system.map(({ name, columns }) => ({
      name: `public.${name}`,
      place: `public.${name}`,
      // Where its tables are is the deployment's own.
      columns: columns.filter((column) => name !== 'orgs' || column.name !== 'schema'),
      where: `${name === 'orgs' ? 'id' : 'org_id'} = '${orgId}'`,
    })),
    ...(await listTables(client, schema)).map(({ name, columns }) => ({
      name: `${SHARED_SCHEMA}.${name}`,
      place: `${schema}.${name}`,
      columns,
      where: `org_id = '${orgId}'`,
    })),
  ]
}

const AT_ONCE = 1000

/** The rows of a table, some at a time. */
export async function* readRows(
  client: pg.ClientBase,
  { place, columns, where }: Source,
): AsyncGenerator<Values[]> {
  const names = columns.map(({ name }) => pg.escapeLiteral(name))
  const values = columns.map(({ name }) => `${pg.escapeIdentifier(name)}::text`)
  await client.query(
    `declare org_rows no scroll cursor for
     select json_object(array[${names}]::text[], array[${values}]::text[]) as values
     from ${place} where ${where}`,
  )
  for (;;) {
    const { rows } = await client.query<{ values: Values }>(`fetch ${AT_ONCE} from org_rows`)
    if (!rows.length) break
    yield rows.map(({ values }) => values)
  }
  await client.query('close org_rows')
}

/** So that values read the same here and in every other deployment. */
export const PLAIN_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local extra_float_digits = 1;
  set local bytea_output = 'hex'`
