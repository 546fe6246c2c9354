import { defineConfig, devices } from '@playwright/test'
import { listRoutes } from './lib/tenancy/list-routes'
import { findBrowser } from './tests/e2e/support/find-browser'
import { SHARED_DATA_DIR } from './tests/e2e/support/server'

// next.config.ts inlines the same variable.
process.env.ROUTES = JSON.stringify(listRoutes())

// Another port lets two checkouts run at the same time.
const PORT = Number(process.env.E2E_PORT ?? 3100)
const baseURL = `http://localhost:${PORT}`

export default defineConfig({
  testDir: 'tests/e2e',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  reportSlowTests: { max: 10, threshold: 0 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    actionTimeout: 30_000,
    // A trace takes a third of the time: `--trace retain-on-failure` records one, with pictures.
    trace: 'off',
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'npm start',
    url: `${baseURL}/api/health`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    // With one trusted proxy, each browser context can send its own IP address, by which throttles count.
    env: { LOCAL_MODE: '1', PORT: String(PORT), DATA_DIR: SHARED_DATA_DIR, PROXIES: '1' },
  },
})
