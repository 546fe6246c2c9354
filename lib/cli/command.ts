import nextEnv from '@next/env'
import { DATABASE_VARIABLES } from '@/lib/env'
import { exitWithError } from '@/lib/server/exit-with-error'
import { listRoutes } from '@/lib/tenancy/list-routes'

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

// The files of `next start` if NODE_ENV is production, otherwise those of `next dev`. Without NODE_ENV a
// command does not guess which are meant.
function loadEnvFiles(variables: string[]) {
  const { NODE_ENV } = process.env
  const production = NODE_ENV ? {} : load(false)
  const loaded = load(NODE_ENV !== 'production')
  if (NODE_ENV) return
  const differing = variables.filter((name) => production[name] !== loaded[name])
  if (differing.length) {
    throw new Error(
      `The .env files give ${differing.join(', ')} one value for production and another for development. Set NODE_ENV=production to use what \`npm start\` uses, or NODE_ENV=development for what \`npm run dev\` uses.`,
    )
  }
}

function load(isDevelopment: boolean) {
  const { combinedEnv } = nextEnv.loadEnvConfig(process.cwd(), isDevelopment, LOGGER, true)
  return { ...combinedEnv }
}

const LOGGER = { info: () => {}, error: console.error }
