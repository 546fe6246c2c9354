import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describeTenants } from '@/db/migrate/describe-tenants'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { startRestartingEmbedded } from '@/db/start-embedded'
import { requireCreateSchemasIfNeeded } from '@/db/tenants/can-create-schemas'
import { databaseEnv, env, isLocalMode } from '@/lib/env'
import { seed } from '@/lib/seed/seed'
import { readAppUrl } from '@/lib/tenancy/config'

/** Seeds only the embedded database. */
export async function prepare() {
  const isEmbedded = !process.env.DATABASE_URL?.trim()
  await prepareEnvironment()
  if (env().local) {
    await migrate()
    await requireCreateSchemasIfNeeded()
    if (isEmbedded) await seed()
  } else {
    await requireMigrated()
    await requireCreateSchemasIfNeeded()
  }
}

export async function requireMigrated() {
  const { shared, tenants } = await listUnmigrated()
  if (shared.length) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.')
  }
  if (!tenants.length) return
  const names = await describeTenants(tenants.slice(0, 10))
  console.warn(
    [
      `${tenants.length} organizations lack migrations that this build needs, for example:`,
      ...names.map((name) => `  ${name}`),
      'Run `npm run db:migrate`.',
    ].join('\n'),
  )
}

/** For servers and workers. Requires every variable. */
export async function prepareEnvironment() {
  process.env.APP_URL = readAppUrl(process.env)
  if (isLocalMode(process.env)) await setLocalDefaults()
  // With it, next-auth does not trust the Host header.
  process.env.AUTH_URL = process.env.APP_URL
  env()
}

/** For commands that need only the database. In local mode it starts the embedded one. */
export async function prepareDatabase() {
  if (isLocalMode(process.env)) await setLocalDefaults()
  databaseEnv()
}

// In environment variables, because the bundles of the server share nothing else.
async function setLocalDefaults() {
  const dataDir = path.resolve(/* turbopackIgnore: true */ process.env.DATA_DIR || '.data')
  process.env.LOCAL_MODE = '1'
  process.env.DATABASE_URL ||= await startRestartingEmbedded(dataDir)
  process.env.AUTH_SECRET ||= await readOrCreateSecret(dataDir)
}

async function readOrCreateSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'auth-secret')
  await mkdir(dataDir, { recursive: true })
  const created = randomBytes(33).toString('base64')
  await writeFile(file, created, { flag: 'wx', mode: 0o600 }).catch(() => {})
  return readFile(file, 'utf8')
}
