import { test as base, expect } from '@playwright/test'
import { openDatabase } from './database'
import { SHARED_DATA_DIR } from './server'

/** Fails if a page that the test opened violated its Content Security Policy. */
export const test = base.extend<
  { noViolations: undefined },
  { dataDir: string; database: undefined; violations: string[] }
>({
  // Each value gets a separate process, because `env()` and the pool are created once per process.
  dataDir: [SHARED_DATA_DIR, { scope: 'worker', option: true }],
  // Services that tests call use the database of the server.
  database: [
    async ({ dataDir }, use) => {
      await openDatabase(dataDir)
      await use(undefined)
    },
    { scope: 'worker', auto: true },
  ],
  violations: [
    async ({ browser }, use) => {
      const violations: string[] = []
      browser.on('context', (context) =>
        context.on('console', (message) => {
          if (!/Content Security Policy/.test(message.text())) return
          violations.push(`${message.page()?.url()}: ${message.text()}`)
        }),
      )
      await use(violations)
    },
    { scope: 'worker', auto: true },
  ],
  noViolations: [
    async ({ violations }, use) => {
      await use(undefined)
      expect(violations.splice(0)).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
