import { randomInt } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { asLogin } from '../../queue'

/** Makes statements such as `insert on tenant.projects` wait at the rows of an org until `release`. */
export async function blockStatements(event: string, { id }: { id: string }) {
  const key = randomInt(2 ** 31)
  const column = event.endsWith('orgs') ? 'id' : 'org_id'
  const row = event.startsWith('insert') ? 'new' : 'old'
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(
    `select pg_advisory_lock(${key});
     create function wait_${key}() returns trigger language plpgsql as $$ begin
       perform pg_advisory_xact_lock_shared(${key}); return ${row}; end $$;
     create trigger wait_${key} before ${event} for each row
       when (${row}.${column} = '${id}') execute function wait_${key}()`,
  )
  return {
    /** Resolves when a statement waits. */
    async untilBlocked() {
      const waiting = `select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())
        and objid = ${key} and classid = 0`
      while (!(await asLogin(waiting)).length);
    },
    /** Lets the statements continue. */
    async release() {
      await client.query(`select pg_advisory_unlock(${key})`)
      await client.query(`drop function wait_${key} cascade`)
    },
  }
}
