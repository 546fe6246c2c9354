import { defineConfig } from 'vitest/config'
import { listRoutes } from './lib/tenancy/list-routes'
import { findPooler } from './tests/setup/pooler'

// As next.config.ts does.
process.env.ROUTES = JSON.stringify(listRoutes())

const resolve = { alias: { '@': import.meta.dirname } }

const onItsOwnDatabase = {
  setupFiles: ['tests/setup/database.ts'],
  // A real database on a busy machine takes its time.
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
          ...onItsOwnDatabase,
          name: 'all',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/scale/**'],
        },
      },
      {
        // Services are tested a second time without the policies: each of the two walls would hide
        // a hole in the other.
        resolve,
        test: {
          ...onItsOwnDatabase,
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
          ...onItsOwnDatabase,
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
                ...onItsOwnDatabase,
                name: 'through PgBouncer',
                include: ['tests/{audit,auth,orgs,projects}/**/*.test.ts'],
                env: { TEST_POOLER: '1' },
              },
            },
          ]
        : []),
      {
        // A million memberships take a minute to plant.
        resolve,
        test: {
          ...onItsOwnDatabase,
          name: 'at scale',
          include: ['tests/scale/**/*.test.ts'],
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
