import { defineConfig } from 'drizzle-kit'

// `npm run db:generate` runs drizzle-kit once for the system tables and once for the tenant tables.
const part = process.env.DRIZZLE_PART === 'tenant' ? 'tenant' : 'system'

export default defineConfig({
  dialect: 'postgresql',
  schema: `./db/schema/${part}`,
  out: `./db/migrations/${part}`,
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
})
