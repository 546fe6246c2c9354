import { defineConfig } from 'drizzle-kit'

// System tables and tenant tables migrate apart; `npm run db:generate` runs drizzle-kit for each.
const part = process.env.DRIZZLE_PART === 'tenant' ? 'tenant' : 'system'

export default defineConfig({
  dialect: 'postgresql',
  schema: `./db/schema/${part}`,
  out: `./db/migrations/${part}`,
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
})
