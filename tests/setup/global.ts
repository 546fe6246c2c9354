import type { TestProject } from 'vitest/node'
import { migrate } from '@/db/migrate/migrate'
import { prepareEnvironment } from '@/lib/server/prepare'
import { dropTestDatabases, query, withDatabase } from './databases'
import { DATA_DIR, startDisposable } from './embedded'
import { findPooler, startPooler } from './pooler'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    run: string
    /** The URL of the server through PgBouncer; empty if it is not installed. */
    pooler: string
  }
}

/** Creates two template databases, with and without policies, which test files clone. */
export default async function setup(project: TestProject) {
  process.env.DATA_DIR = DATA_DIR
  if (!process.env.DATABASE_URL) await startDisposable(DATA_DIR)
  await prepareEnvironment()
  const server = process.env.DATABASE_URL ?? ''
  const run = `test_${process.pid}`
  await dropTestDatabases(server, run)
  await query(server, `create database ${run}_on`)
  await migrate(withDatabase(server, `${run}_on`))
  await query(server, `create database ${run}_off template ${run}_on`)
  await query(withDatabase(server, `${run}_off`), POLICIES_OFF)
  const program = findPooler()
  const pooler = program ? await startPooler(program, server) : undefined
  project.provide('server', server)
  project.provide('pooler', pooler?.url ?? '')
  project.provide('run', run)
  return async () => {
    await pooler?.stop()
    await dropTestDatabases(server, run)
  }
}

const POLICIES_OFF = `do $$ declare tbl regclass; begin
  for tbl in select oid from pg_class where relrowsecurity and relforcerowsecurity loop
    execute format('alter table %s disable row level security', tbl);
  end loop;
end $$`
