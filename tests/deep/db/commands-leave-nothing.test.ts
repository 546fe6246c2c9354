import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

test.each(['db-migrate', 'db-seed'])(
  '%s leaves no database running',
  {
    timeout: 120_000,
  },
  async (name) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'command-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const script = path.join(import.meta.dirname, `../../../lib/cli/${name}.ts`)

    await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
      env: {
        NODE_ENV: 'development',
        PATH: process.env.PATH,
        APP_URL: 'http://localhost:3000',
        DATA_DIR: dataDir,
      },
    })

    expect(existsSync(path.join(dataDir, 'database/PG_VERSION'))).toBe(true)
    expect(existsSync(path.join(dataDir, 'database/postmaster.pid'))).toBe(false)
  },
)
