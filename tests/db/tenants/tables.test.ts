import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { query } from '../../setup/databases'

const url = () => process.env.DATABASE_URL ?? ''

// A lookup by id alone finds nothing then, and rows of several orgs may have the same id.
test('the primary key of every table with org_id starts with org_id', async () => {
  const keys = await query<{ table: string; key: string[] }>(
    url(),
    `select c.oid::regclass::text as table, array(
       select attname::text from unnest(indkey) with ordinality as k (number, position)
       join pg_attribute on attrelid = c.oid and attnum = number order by position) as key
     from pg_class c left join pg_index on indrelid = c.oid and indisprimary
     where c.relkind in ('r', 'p') and exists (select from pg_attribute
       where attrelid = c.oid and attname = 'org_id' and not attisdropped)`,
  )
  expect(keys).not.toEqual([])
  expect(keys.filter(({ key }) => key[0] !== 'org_id' || key.length < 2)).toEqual([])
})

// A schema can be dropped or moved alone. Setting null would clear org_id too.
test('a foreign key of a tenant table starts with org_id and stays inside the schema', async () => {
  const wrong = await query(
    url(),
    `select conname from pg_constraint
     join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
     where contype = 'f' and child.relnamespace = 'tenant'::regnamespace
       and (parent.relnamespace <> child.relnamespace or confdeltype = 'n'
         or (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1])
           <> 'org_id')`,
  )
  expect(wrong).toEqual([])
})

// Moving an org to another schema would have to carry the state of each sequence.
test('tenant tables have no sequences', async () => {
  const sequences = await query(
    url(),
    `select relname as name from pg_class
     where relnamespace = 'tenant'::regnamespace and relkind = 'S'`,
  )
  expect(sequences).toEqual([])
})

// A type belongs to one schema, and these tables exist in many.
test('there are no enums and no domains', async () => {
  const types = await query(
    url(),
    `select typname from pg_type where typtype in ('e', 'd')
     and typnamespace in ('public'::regnamespace, 'tenant'::regnamespace)`,
  )
  expect(types).toEqual([])
})

// They run once for each schema of an org, with search_path set to it.
test('migrations of tenant tables name no schema and create no type', () => {
  const folder = 'db/migrations/tenant'
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  expect(files).not.toEqual([])
  for (const name of files) {
    const text = readFileSync(path.join(folder, name), 'utf8')
    expect(text, name).not.toMatch(/"?\bpublic\b"?\s*\.|create type/i)
  }
})
