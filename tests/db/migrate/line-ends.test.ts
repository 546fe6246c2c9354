import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate, SYSTEM_MIGRATIONS } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { TENANT_MIGRATIONS, tenantVersion } from '@/db/migrate/tenant-version'
import { databaseEnv } from '@/lib/env'
import { query } from '../../setup/databases'

vi.setConfig({ testTimeout: 60_000 })

test('a checkout with CRLF has the same migrations', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(TENANT_MIGRATIONS, folder, { recursive: true })
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
    const file = path.join(folder, name)
    writeFileSync(file, withCrlf(readFileSync(file, 'utf8')))
  }

  expect(migrationsIn(folder)).not.toEqual([])
  expect(migrationsIn(folder)).toEqual(migrationsIn(TENANT_MIGRATIONS))
  expect(tenantVersion(folder)).toBe(tenantVersion())
})

test('the hash is that of the file with LF, which deployed databases contain', () => {
  const [first] = migrationsIn(SYSTEM_MIGRATIONS)

  expect(first?.hash).toBe(hash(readFileSync(`${SYSTEM_MIGRATIONS}/0000_first.sql`, 'utf8')))
})

test('a database that an earlier build migrated from a checkout with CRLF is migrated', async () => {
  const { DATABASE_URL_DIRECT: url } = databaseEnv()
  for (const [schema, folder] of [
    ['public', SYSTEM_MIGRATIONS],
    ['tenant', TENANT_MIGRATIONS],
  ] as const) {
    const migrations = migrationsIn(folder)
    expect(migrations).not.toEqual([])
    for (const { name, hash: recorded } of migrations) {
      const crlf = hash(withCrlf(readFileSync(`${folder}/${name}.sql`, 'utf8')))
      await query(
        url,
        `update ${schema}.__migrations set hash = '${crlf}' where hash = '${recorded}'`,
      )
    }
  }
  await query(url, `comment on schema tenant is 'version of CRLF files'`)
  expect(await listUnmigrated()).toEqual({ shared: ['policies'], tenants: [] })

  await migrate()

  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
})

const withCrlf = (text: string) => text.replaceAll(/\r?\n/g, '\r\n')

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
