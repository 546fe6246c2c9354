import { createHash } from 'node:crypto'
import type pg from 'pg'
import { migrationsIn } from '../pending'
import { wallsVersion } from '../walls'
import { holdsTenants, SHARED_SCHEMA } from './schemas'

export const TENANT_MIGRATIONS = 'db/migrations/tenant'

/** Changes with the migrations of tenant tables and with the walls. A schema's comment says what it has. */
export function tenantVersion(folder = TENANT_MIGRATIONS): string {
  const hash = createHash('sha256').update(wallsVersion())
  for (const migration of migrationsIn(folder)) hash.update(migration.hash)
  return `tenantry ${hash.digest('hex')}`
}

/**
 * The schemas whose tables or walls are not those of this build, the shared one first. Walls are
 * compared with those of the shared schema, which `verifyWalls` looks at one by one.
 */
export async function listBehind(
  client: pg.ClientBase,
  folder = TENANT_MIGRATIONS,
): Promise<string[]> {
  const version = tenantVersion(folder)
  return named(await listStates(client), (found) => found.version !== version || found.differs)
}

/** The schemas that should have the walls of this build, and do not. */
export async function listDiffering(client: pg.ClientBase): Promise<string[]> {
  const version = tenantVersion()
  return named(await listStates(client), (found) => found.version === version && found.differs)
}

type State = { schema: string; version: string | null; differs: boolean }

async function listStates(client: pg.ClientBase): Promise<State[]> {
  const { rows } = await client.query(wallsIn(holdsTenants('nspname')))
  const [shared] = rows
  return rows.map((row) => ({ ...row, differs: row.walls !== shared.walls }))
}

function named(states: State[], which: (state: State) => boolean) {
  return states.filter(which).map(({ schema }) => schema)
}

/** Whether the walls of a schema are those of the shared one. */
export async function hasWalls(client: pg.ClientBase, schema: string): Promise<boolean> {
  const { rows } = await client.query(wallsIn(`nspname in ('${schema}', '${SHARED_SCHEMA}')`))
  return rows[0].walls === rows.at(-1).walls
}

// Owners, flags, policies and grants of everything in a schema, as one short text. By way of
// pg_depend: pg_class has no index by schema, and there may be thousands.
const wallsIn = (which: string) => `
  select nspname as schema, obj_description(n.oid, 'pg_namespace') as version,
    md5(concat_ws(' ', nspowner, ${sorted('nspacl')},
      string_agg(concat_ws(' ', relname, relkind, relowner, relrowsecurity, relforcerowsecurity,
        ${sorted('relacl')}, (
          select string_agg(attname || attacl::text, ' ' order by attnum)
          from pg_attribute where attrelid = c.oid and attacl is not null
        ), (
          select string_agg(concat_ws(' ', polname, polpermissive, polcmd, polroles,
            pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), ' ' order by polname)
          from pg_policy where polrelid = c.oid
        )), ' ' order by relname))) as walls
  from pg_namespace n
  left join pg_depend on refclassid = 'pg_namespace'::regclass and refobjid = n.oid
    and classid = 'pg_class'::regclass
  left join pg_class c on c.oid = objid and relkind in ('r', 'p', 'v', 'm', 'S')
  where ${which}
  group by n.oid
  order by nspname <> '${SHARED_SCHEMA}', nspname`

function sorted(acl: string) {
  return `array(select item::text from unnest(${acl}) item order by 1)`
}
