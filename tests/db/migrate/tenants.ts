import { rmSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { createPool } from '@/db/client'
import { migrate } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { isTenantSchema, lockOf } from '@/db/tenants/schemas'
import { databaseEnv } from '@/lib/env'
import { createOrg, schemaOf, type TestOrg } from '../../factories'
import { asLogin } from '../../queue'
import { withMigration } from '../fixtures/with-migration'

/** Creates this many orgs at once. */
export const createOrgs = (count: number) =>
  Promise.all(Array.from({ length: count }, () => createOrg()))

/** Returns a folder with one more migration, which is reverted when the test ends. */
export function migrationFolder(sql: string) {
  const folder = withMigration(sql)
  onTestFinished(async () => {
    const { hash } = migrationsIn(folder).at(-1) ?? {}
    for (const { nspname } of await asLogin<{ nspname: string }>(
      `select nspname from pg_namespace where ${isTenantSchema('nspname')}`,
    )) {
      await asLogin(
        `set search_path = ${nspname}; drop table if exists notes;
         alter table projects drop column if exists note;
         delete from __migrations where hash = '${hash}'`,
      )
    }
    await migrate()
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Marks the schema of an org as outdated. */
export const outdate = (org: TestOrg) => asLogin(`comment on schema ${schemaOf(org)} is 'older'`)

/** Holds the exclusive lock of an org until the returned function is called. */
export async function lockOrg(org: TestOrg) {
  const connections = createPool(databaseEnv().DATABASE_URL, 1)
  const client = await connections.connect()
  await client.query(`begin; select pg_advisory_xact_lock(${lockOf(schemaOf(org))})`)
  return async () => {
    await client.query('rollback')
    client.release()
    await connections.end()
  }
}

/** The columns of the org's table of projects. */
export async function columnsIn(org: { id: string }) {
  const columns = await asLogin<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = '${schemaOf(org)}.projects'::regclass and attnum > 0`,
  )
  return columns.map(({ name }) => name)
}
