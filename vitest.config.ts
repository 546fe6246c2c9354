import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { listRoutes } from './lib/tenancy/list-routes'
import { findPooler } from './tests/setup/pooler'

// next.config.ts inlines the same variable.
process.env.ROUTES = JSON.stringify(listRoutes())

const resolve = { alias: { '@': import.meta.dirname } }

// The tests of the services: folders with examples for the attack suite.
const services = readdirSync('tests').filter((name) => existsSync(`tests/${name}/examples.ts`))
const serviceTests = services.map((name) => `tests/${name}/**/*.test.ts`)

const withDatabase = {
  isolate: false, // tests/setup/database.ts separates the files
  setupFiles: ['tests/setup/database.ts'],
  testTimeout: 30_000,
  hookTimeout: 120_000,
  // Resend reads RESEND_BASE_URL when it is loaded.
  server: { deps: { inline: ['next-auth', 'resend'] } },
}

export default defineConfig({
  resolve,
  test: {
    globalSetup: 'tests/setup/global.ts',
    maxWorkers: '100%',
    reporters: ['default', './tests/setup/slowest.ts'],
    projects: [
      {
        resolve,
        test: {
          ...withDatabase,
          name: 'all',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/deep/**'],
        },
      },
      {
        // The policies would hide a service that does not name the org, and the services a broken policy.
        resolve,
        test: {
          ...withDatabase,
          name: 'without policies',
          include: [...serviceTests, 'tests/attack/services.test.ts'],
          env: { TEST_POLICIES: 'off' },
        },
      },
      {
        resolve,
        test: {
          ...withDatabase,
          name: 'schema per tenant',
          include: [
            ...serviceTests,
            'tests/attack/**/*.test.ts',
            'tests/tenancy-defects/**/*.test.ts',
          ],
          exclude: ['tests/auth/**'],
          env: { TENANT_ISOLATION: 'schema' },
        },
      },
      ...(findPooler()
        ? [
            {
              resolve,
              test: {
                ...withDatabase,
                name: 'through PgBouncer',
                include: serviceTests,
                env: { TEST_POOLER: '1' },
              },
            },
          ]
        : []),
      {
        // Inserting a million memberships takes a minute.
        resolve,
        test: {
          ...withDatabase,
          name: 'deep',
          include: ['tests/deep/**/*.test.ts'],
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
