import { randomInt } from 'node:crypto'
import { defineConfig } from '@playwright/test'
import base from '../../playwright.config'

const canMount = process.platform === 'linux' && process.getuid?.() === 0
if (!canMount) console.warn('Without the test of a full disk: only root on Linux can mount one.')

// In a variable, because each worker loads the specs again.
process.env.SEED ??= String(randomInt(2 ** 31))

// Tests that take too long for each push. They start their own servers.
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '**/*.spec.ts',
  testIgnore: canMount ? [] : 'full-disk.spec.ts',
  outputDir: '../../test-results',
  workers: 1,
  timeout: 1_200_000,
  webServer: undefined,
})
