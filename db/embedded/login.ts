import { Client } from 'pg'
import type { Secrets } from './secrets'

export function urlsOf(port: number, { password, superuserPassword }: Secrets) {
  return {
    url: `postgres://tenantry:${password}@127.0.0.1:${port}/tenantry`,
    superuserUrl: `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`,
  }
}

/**
 * Creates the role and the database if they are missing. Returns null on success, otherwise the error
 * code of PostgreSQL or of the network.
 */
export async function logIn(port: number, secrets: Secrets): Promise<string | null> {
  const { url, superuserUrl } = urlsOf(port, secrets)
  const code = await tryQueries(url, async () => {})
  if (code !== INVALID_PASSWORD && code !== NO_SUCH_DATABASE) return code
  return tryQueries(superuserUrl, (client) => createLogin(client, secrets))
}

export const INVALID_PASSWORD = '28P01' // also for a role that does not exist
export const STARTING_OR_STOPPING = '57P03'
const NO_SUCH_DATABASE = '3D000'

async function tryQueries(connectionString: string, queries: (client: Client) => Promise<void>) {
  const client = new Client({ connectionString, ssl: false, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // the next query fails
  try {
    await client.connect()
    await queries(client)
    return null
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function createLogin(client: Client, { password }: Secrets) {
  const role = await client.query("select from pg_roles where rolname = 'tenantry'")
  const verb = role.rowCount ? 'alter' : 'create'
  await client.query(`${verb} role tenantry login createdb createrole password '${password}'`)
  const database = await client.query("select from pg_database where datname = 'tenantry'")
  if (!database.rowCount) await client.query('create database tenantry owner tenantry')
}
