import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startEmbedded } from '@/db/embedded'
import { describeTenants } from '@/db/migrate/describe-tenants'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { requireCreateSchemasIfNeeded } from '@/db/tenants/can-create-schemas'
import { env, isLocalMode } from '@/lib/env'
import { seed } from '@/lib/seed/seed'
import { readAppUrl } from '@/lib/tenancy/config'

/**
 * Makes the environment complete and the database ready. In local mode that means an embedded
 * database, a secret, migrations and seeds; elsewhere it throws a sentence for whatever is missing.
 */
export async function prepare() {
  await prepareEnvironment()
  if (env().local) {
    await migrate()
    await requireCreateSchemasIfNeeded()
    await seed()
  } else {
    await requireMigrated()
    await requireCreateSchemasIfNeeded()
  }
}

/**
 * Throws a sentence if what orgs share is not up to date. An org whose own schema is behind does not
 * keep the others from being served: it is named.
 */
export async function requireMigrated() {
  const { shared, tenants } = await listUnmigrated()
  if (shared.length) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.')
  }
  if (!tenants.length) return
  const names = await describeTenants(tenants.slice(0, 10))
  console.warn(
    [
      `This build needs migrations that ${tenants.length} organizations have not had, such as`,
      ...names.map((name) => `  ${name}`),
      'Run `npm run db:migrate`.',
    ].join('\n'),
  )
}

/** As much of it as a command needs that migrates or seeds by itself. */
export async function prepareEnvironment() {
  process.env.APP_URL = readAppUrl(process.env)
  if (isLocalMode(process.env)) await fillInLocally()
  // next-auth reads its address from here, and believes no Host header then.
  process.env.AUTH_URL = process.env.APP_URL
  env()
}

// The variables are what every bundle of the server shares, so the mode is kept there too.
async function fillInLocally() {
  const dataDir = path.resolve(/* turbopackIgnore: true */ process.env.DATA_DIR || '.data')
  process.env.LOCAL_MODE ||= 'inferred'
  process.env.AUTH_SECRET ||= await keptSecret(dataDir)
  process.env.DATABASE_URL ||= (await startEmbedded(dataDir)).url
}

async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'auth-secret')
  await mkdir(dataDir, { recursive: true })
  const created = randomBytes(33).toString('base64')
  await writeFile(file, created, { flag: 'wx', mode: 0o600 }).catch(() => {})
  return readFile(file, 'utf8')
}
