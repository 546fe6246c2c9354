import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startEmbedded } from '@/db/embedded'

/**
 * Makes PostgreSQL log each statement of the app's sessions that begin after this. `during` returns
 * the statements that arrived while `run` ran, in their order.
 */
export async function logStatements(dataDir: string) {
  const client = new pg.Client({ connectionString: (await startEmbedded(dataDir)).superuserUrl })
  await client.connect()
  await client.query(`alter role app set log_statement = 'all'`)
  await client.query(`set log_statement = 'all'`)
  return {
    during: async (run: () => Promise<void>): Promise<string[]> => {
      const start = await mark(client)
      await run()
      const end = await mark(client)
      const statements = statementsIn(readFileSync(path.join(dataDir, 'postgres.log'), 'utf8'))
      return statements.slice(statements.indexOf(start) + 1, statements.indexOf(end))
    },
    end: () => client.end(),
  }
}

// A statement is in the log before it is run, so this one is there when its result is.
async function mark(client: pg.Client): Promise<string> {
  const marker = `select '${randomUUID()}'`
  await client.query(marker)
  return marker
}

/** An entry begins with its time; `execute` is what the log calls a statement with parameters. */
function statementsIn(log: string): string[] {
  return log
    .split(/\n(?=\d{4}-\d\d-\d\d |$)/)
    .flatMap((entry) => entry.match(/ LOG: {2}(?:statement|execute [^:]+): ([\s\S]*)/)?.[1] ?? [])
}
