import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { removeEmbedded } from '@/db/embedded'
import { exitWithError } from '@/lib/server/exit-with-error'
import { startDisposable } from '../../setup/embedded'
import { findBrowser } from './find-browser'
import { SHARED_DATA_DIR } from './server'

// Builds, then runs the browser tests on a fresh database.
try {
  findBrowser()
  const dataDir = path.resolve(SHARED_DATA_DIR)
  await removeEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
  await startDisposable(dataDir)
} catch (error) {
  exitWithError(error)
}
// `next start` ignores the standalone output, which is beside the normal one.
process.env.STANDALONE = '1'
run('next', 'build')
delete process.env.STANDALONE
run('playwright', 'test', ...process.argv.slice(2))

function run(...command: string[]) {
  const { status } = spawnSync('npx', command, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}
