import nextEnv from '@next/env'
import { exitWithError } from '@/lib/server/exit-with-error'
import { listRoutes } from '@/lib/tenancy/list-routes'

/** Loads the .env files as Next does, runs `run`, and ends the process. */
export function command(run: () => Promise<void>) {
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== 'production', LOGGER)
  process.env.ROUTES = JSON.stringify(listRoutes()) // as next.config.ts does
  run().then(() => process.exit(0), exitWithError)
}

const LOGGER = { info: () => {}, error: console.error }
