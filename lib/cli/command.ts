import nextEnv from '@next/env'
import { exitWithError } from '@/lib/server/exit-with-error'

/** Runs a command with the variables of the .env files, as Next does, and ends the process after it. */
export function command(run: () => Promise<void>) {
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== 'production', SILENT)
  run().then(() => process.exit(0), exitWithError)
}

const SILENT = { info: () => {}, error: console.error }
