import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { removeEmbedded, startEmbedded } from '@/db/embedded'
import { cookieName, readTenancy } from '@/lib/tenancy/config'
import { withDatabase } from '@/tests/setup/databases'
import type { Page } from './load'
import { type Server, startServer } from './server'

/** `seeded` is the token of a session in the small seed. */
export type Database = { url: string; superuserUrl: string; seeded: string }

/** Fills a new embedded database with the small seed, or with equal organizations. */
export async function createDatabase(name: string, orgs?: number): Promise<Database> {
  const dataDir = path.resolve('.data', name)
  await removeEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
  const urls = await startEmbedded(dataDir)
  const env = { ...process.env, NODE_ENV: 'production' as const, ...appEnv(urls.url) }
  const args = [...process.execArgv, 'bench/pages/seed.ts', ...(orgs ? [String(orgs)] : [])]
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const seeded = execFileSync(process.execPath, args, { env, stdio: [...stdio] }).toString()
  const superuserUrl = withDatabase(urls.superuserUrl, new URL(urls.url).pathname.slice(1))
  return { url: urls.url, superuserUrl, seeded }
}

export const startApp = (databaseUrl: string, checkout?: string): Promise<Server> =>
  startServer(appEnv(databaseUrl), { checkout })

export type AppPage = Pick<Page, 'name' | 'path' | 'expected'>

/** A page as the user with this session sees it. */
export function appPage(server: Server, session: string, page: AppPage): Page {
  const tenancy = readTenancy({ APP_URL: server.url })
  const cookie = `${cookieName('app', tenancy)}.session=${encodeURIComponent(session)}`
  return { server, headers: { cookie }, ...page }
}

// Production mode without a worker.
const appEnv = (databaseUrl: string) => ({
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: databaseUrl,
  AUTH_SECRET: 'a-secret-of-the-benchmark-without-any-value',
  MAIL_FROM: 'bench@example.com',
  SMTP_URL: 'smtp://127.0.0.1:1',
  WORKER: 'separate',
  TENANT_RESOLUTION: 'path',
  TENANT_ISOLATION: 'row',
})
