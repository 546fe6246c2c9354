import pg from 'pg'

/** The URL of another database on the same server. */
export function withDatabase(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** Runs SQL as the login role, past the doors. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/**
 * Drops a database with whoever is connected to it. `with (force)` would fail where PostgreSQL
 * happens to vacuum it: that is a superuser's doing.
 */
export async function dropDatabase(server: string, name: string) {
  await query(
    server,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = '${name}' and usename = current_user`,
  )
  await query(server, `drop database if exists ${name}`)
}

/** Drops the test databases of a run, and of every earlier one that did not live to do it. */
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
