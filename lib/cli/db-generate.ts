import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

// System tables and tenant tables migrate apart. Arguments go to drizzle-kit, such as --name.
for (const part of ['system', 'tenant']) {
  const { status } = spawnSync('npx', ['drizzle-kit', 'generate', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DRIZZLE_PART: part },
  })
  if (status !== 0) process.exit(status ?? 1)
}

// drizzle-kit names the schema in foreign keys; every tenant's would then point into `public`.
const folder = 'db/migrations/tenant'
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const file = path.join(folder, name)
  const written = readFileSync(file, 'utf8')
  const unqualified = written.replaceAll('"public".', '')
  if (unqualified !== written) writeFileSync(file, unqualified)
}
