import { DATABASE_VARIABLES } from '@/lib/env'
import { exitWithError } from '@/lib/server/exit-with-error'
import { listRoutes } from '@/lib/tenancy/list-routes'
import { loadEnvFiles } from './load-env-files'

/** Loads the .env files, runs `run`, and ends the process. `variables` are those that `run` uses. */
export async function command(run: () => Promise<void>, variables = DATABASE_VARIABLES) {
  try {
    loadEnvFiles(variables)
    process.env.ROUTES = JSON.stringify(listRoutes()) // as next.config.ts does
    await run()
    process.exit(0)
  } catch (error) {
    exitWithError(error)
  }
}
