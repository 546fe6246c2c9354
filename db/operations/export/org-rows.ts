import pg from 'pg'
import { listTables, type Table } from '@/db/operations/org-tables'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'

/** `name` is the same in every deployment; `table` is the table in this one. */
export type Source = { name: string; table: string; columns: Table['columns']; where: string }

/** Column values as PostgreSQL's text output, which is lossless for every type. */
export type Values = Record<string, string | null>

export const EXPORTED_SYSTEM_TABLES = ['invitations', 'memberships', 'org_slugs', 'orgs']

const USER_COLUMNS = ['email', 'email_verified', 'id', 'name']

/** Lists what is exported of an org, `public.users` first. Throws for an unknown system table. */
export async function listSources(
  client: pg.ClientBase,
  orgId: string,
  schema: string,
): Promise<Source[]> {
  const system = await listTables(client, 'public')
  const unknown = system.find(({ name }) => !EXPORTED_SYSTEM_TABLES.includes(name))
  if (unknown) {
    throw new Error(
      `public.${unknown.name} has an org_id. Decide in db/operations/export/org-rows.ts whether its rows are exported.`,
    )
  }
  const members = `select user_id from public.memberships where org_id = '${orgId}'`
  return [
    {
      name: 'public.users',
      table: 'public.users',
      columns: USER_COLUMNS.map((name) => ({ name, type: 'text' })),
      where: `id in (${members})`,
    },
    ...system.map(({ name, columns }) => ({
      name: `public.${name}`,
      table: `public.${name}`,
      // The importing deployment chooses the schema.
      columns: columns.filter((column) => name !== 'orgs' || column.name !== 'schema'),
      where: `${name === 'orgs' ? 'id' : 'org_id'} = '${orgId}'`,
    })),
    ...(await listTables(client, schema)).map(({ name, columns }) => ({
      name: `${SHARED_SCHEMA}.${name}`,
      table: `${schema}.${name}`,
      columns,
      where: `org_id = '${orgId}'`,
    })),
  ]
}

const BATCH_SIZE = 1000

export async function* readRows(
  client: pg.ClientBase,
  { table, columns, where }: Source,
): AsyncGenerator<Values[]> {
  const names = columns.map(({ name }) => pg.escapeLiteral(name))
  const values = columns.map(({ name }) => `${pg.escapeIdentifier(name)}::text`)
  await client.query(
    `declare org_rows no scroll cursor for
     select json_object(array[${names}]::text[], array[${values}]::text[]) as values
     from ${table} where ${where}`,
  )
  for (;;) {
    const { rows } = await client.query<{ values: Values }>(`fetch ${BATCH_SIZE} from org_rows`)
    if (!rows.length) break
    yield rows.map(({ values }) => values)
  }
  await client.query('close org_rows')
}

/** Makes PostgreSQL's text output independent of the settings of a deployment. */
export const FIXED_TEXT_FORMAT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local extra_float_digits = 1;
  set local bytea_output = 'hex'`
