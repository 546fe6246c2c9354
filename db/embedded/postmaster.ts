import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { findProcess } from './processes'

/** The content of `postmaster.pid`. The process may be dead, and missing values are 0. */
export type Postmaster = { pid: number; port: number }

export function readPostmaster(folder: string): Postmaster | null {
  try {
    const lines = readFileSync(pidFileIn(folder), 'utf8').split('\n')
    return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 }
  } catch {
    return null
  }
}

export function pidFileIn(folder: string) {
  return path.join(folder, 'postmaster.pid')
}

/** Without /proc it returns true for any living process with this pid. */
export function isRunning({ pid }: Postmaster) {
  const found = findProcess(pid)
  return found !== null && (found.name === 'postgres' || process.platform !== 'linux')
}

/**
 * Whether a PostgreSQL process uses the folder. PostgreSQL only checks whether the pid exists, and so
 * refuses to start if the pid was reused or is a zombie. Without /proc it returns false.
 */
export function isServed(folder: string, { pid }: Postmaster) {
  if (process.platform !== 'linux') return false
  const real = realpathSync(folder)
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.some((other) => {
    if (findProcess(other)?.name !== 'postgres') return false
    const cwd = workingDirectory(other)
    return cwd === real || (cwd === null && other === pid)
  })
}

// Returns null without permission, for example for root without CAP_SYS_PTRACE in a container.
function workingDirectory(pid: number) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}
