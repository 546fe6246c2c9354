import { randomInt } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { asLogin } from '../../queue'

/**
 * Holds up whatever does `event`, such as `insert on tenant.projects`, to rows of the org from now on
 * until it is opened. Closed and opened by a connection of its own.
 */
export async function closeGate(event: string, { id }: { id: string }) {
  const number = randomInt(2 ** 31)
  const column = event.endsWith('orgs') ? 'id' : 'org_id'
  const row = event.startsWith('insert') ? 'new' : 'old'
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query(
    `select pg_advisory_lock(${number});
     create function gate_${number}() returns trigger language plpgsql as $$ begin
       perform pg_advisory_xact_lock_shared(${number}); return ${row}; end $$;
     create trigger gate_${number} before ${event} for each row
       when (${row}.${column} = '${id}') execute function gate_${number}()`,
  )
  return {
    /** Resolves when somebody waits in front of it. */
    async reached() {
      const waits = `select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())
        and objid = ${number} and classid = 0`
      while (!(await asLogin(waits)).length);
    },
    async open() {
      await holder.query(`select pg_advisory_unlock(${number})`)
      await holder.query(`drop function gate_${number} cascade`)
    },
  }
}
