import nextEnv from '@next/env'

/**
 * Loads the .env files of `next start` if NODE_ENV is production, otherwise those of `next dev`. Without
 * NODE_ENV it throws if they give one of the variables different values, so that no command guesses.
 */
export function loadEnvFiles(variables: string[]) {
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
