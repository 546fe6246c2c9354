import { Client } from 'pg'
import type { Secrets } from './secrets'

export function urlsOf(port: number, { password, superuserPassword }: Secrets) {
  return {
    url: `postgres://app:${password}@127.0.0.1:${port}/app`,
    superuserUrl: `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`,
  }
}

/** Returns null, or the error code of PostgreSQL or of the network. */
export async function logIn(port: number, secrets: Secrets): Promise<string | null> {
  const { url, superuserUrl } = urlsOf(port, secrets)
  const code = await tryQueries(url, async () => {})
  if (code !== INVALID_PASSWORD && code !== NO_SUCH_DATABASE) return code
  return tryQueries(superuserUrl, (client) => createLogin(client, secrets))
}

export const INVALID_PASSWORD = '28P01' // also for a missing role
export const STARTING_OR_STOPPING = '57P03'
const NO_SUCH_DATABASE = '3D000'

async function tryQueries(connectionString: string, queries: (client: Client) => Promise<void>) {
  const client = new Client({ connectionString, ssl: false, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
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
  const role = await client.query("select from pg_roles where rolname = 'app'")
  const verb = role.rowCount ? 'alter' : 'create'
  await client.query(`${verb} role app login createdb createrole password '${password}'`)
  const database = await client.query("select from pg_database where datname = 'app'")
  if (!database.rowCount) await client.query('create database app owner app')
}
