import pg from 'pg'

/** Returns the URL of another database on the same server. */
export function withDatabase(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** Runs SQL as the login role, without a transaction function. Returns the rows of the last statement. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const results = [await client.query<Row>(sql)].flat()
    return results.at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

/** Drops a database and its connections. `with (force)` fails during autovacuum, a superuser's process. */
export async function dropDatabase(server: string, name: string) {
  await query(
    server,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = '${name}' and usename = current_user`,
  )
  await query(server, `drop database if exists ${name}`)
}

/** Drops the databases of this test run, and of runs that were killed. */
export async function dropTestDatabases(server: string, run: string) {
  const rows = await query<{ name: string }>(
    server,
    `select datname as name from pg_database where datname ~ '^test_[0-9]+_'`,
  )
  for (const { name } of rows) {
    const [, pid = ''] = name.split('_')
    if (name.startsWith(`${run}_`) || !isAlive(Number(pid))) {
      await dropDatabase(server, name)
    }
  }
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
