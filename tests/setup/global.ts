import type { TestProject } from 'vitest/node'
import { migrate } from '@/db/migrate/migrate'
import { prepareEnvironment } from '@/lib/server/prepare'
import { dropTestDatabases, query, withDatabase } from './databases'
import { findPooler, startPooler } from './pooler'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    run: string
    /** The same server through PgBouncer; empty where there is none. */
    pooler: string
  }
}

/** Migrates two templates, with and without policies, that every test file clones its database from. */
export default async function setup(project: TestProject) {
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

const POLICIES_OFF = `do $$ declare walled regclass; begin
  for walled in select oid from pg_class where relrowsecurity and relforcerowsecurity loop
    execute format('alter table %s disable row level security', walled);
  end loop;
end $$`
