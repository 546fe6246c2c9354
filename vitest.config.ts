import { defineConfig } from 'vitest/config'
import { listRoutes } from './lib/tenancy/list-routes'
import { findPooler } from './tests/setup/pooler'

// next.config.ts inlines the same variable.
process.env.ROUTES = JSON.stringify(listRoutes())

const resolve = { alias: { '@': import.meta.dirname } }

const ownDatabase = {
  setupFiles: ['tests/setup/database.ts'],
  // Tests use a real PostgreSQL, which is slow on a busy machine.
  testTimeout: 30_000,
  hookTimeout: 120_000,
  server: { deps: { inline: ['next-auth'] } },
}

export default defineConfig({
  resolve,
  test: {
    globalSetup: 'tests/setup/global.ts',
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        test: {
          ...ownDatabase,
          name: 'all',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/scale/**'],
        },
      },
      {
        // Without the policies, a statement that does not name the org is not hidden by RLS.
        resolve,
        test: {
          ...ownDatabase,
          name: 'without policies',
          include: [
            'tests/{audit,auth,orgs,projects}/**/*.test.ts',
            'tests/attack/services.test.ts',
          ],
          env: { TEST_POLICIES: 'off' },
        },
      },
      {
        resolve,
        test: {
          ...ownDatabase,
          name: 'schema per tenant',
          include: [
            'tests/{attack,audit,orgs,projects}/**/*.test.ts',
            'tests/tenancy-defects.test.ts',
          ],
          env: { TENANT_ISOLATION: 'schema' },
        },
      },
      ...(findPooler()
        ? [
            {
              resolve,
              test: {
                ...ownDatabase,
                name: 'through PgBouncer',
                include: ['tests/{audit,auth,orgs,projects}/**/*.test.ts'],
                env: { TEST_POOLER: '1' },
              },
            },
          ]
        : []),
      {
        // Inserting a million memberships takes a minute.
        resolve,
        test: {
          ...ownDatabase,
          name: 'at scale',
          include: ['tests/scale/**/*.test.ts'],
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
