import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    globalSetup: 'tests/setup/global.ts',
    setupFiles: ['tests/setup/database.ts'],
    server: { deps: { inline: ['next-auth'] } },
    projects: [
      { extends: true, test: { name: 'all', include: ['tests/**/*.test.ts'] } },
      {
        // Services are tested a second time without the policies: each of the two walls would hide
        // a hole in the other.
        extends: true,
        test: {
          name: 'without policies',
          include: ['tests/{audit,auth,orgs,projects}/**/*.test.ts'],
          env: { TEST_POLICIES: 'off' },
        },
      },
    ],
  },
})
