import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

// Arguments such as --name are passed to drizzle-kit.
for (const part of ['system', 'tenant']) {
  const { status } = spawnSync('npx', ['drizzle-kit', 'generate', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DRIZZLE_PART: part },
  })
  if (status !== 0) process.exit(status ?? 1)
}

// drizzle-kit qualifies foreign keys with "public", but tenant migrations run in every schema.
const folder = 'db/migrations/tenant'
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const file = path.join(folder, name)
  const sql = readFileSync(file, 'utf8')
  const unqualified = sql.replaceAll('"public".', '')
  if (unqualified !== sql) writeFileSync(file, unqualified)
}
