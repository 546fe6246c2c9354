import nextEnv from '@next/env'
import { exitWithError } from '@/lib/server/exit-with-error'
import { listRoutes } from '@/lib/tenancy/list-routes'

/** Runs a command with the variables of the .env files, as Next does, and ends the process. */
export function command(run: () => Promise<void>) {
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== 'production', SILENT)
  // As next.config.ts does.
  process.env.ROUTES = JSON.stringify(listRoutes())
  run().then(() => process.exit(0), exitWithError)
}

const SILENT = { info: () => {}, error: console.error }
