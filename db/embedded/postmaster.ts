import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { findProcess } from './processes'

/** What `postmaster.pid` says of the server of a data folder; it may long be dead, or the file cut short. */
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

/** Whether the pid is that of a living PostgreSQL; where there is no /proc, of anything living. */
export function isRunning({ pid }: Postmaster) {
  const found = findProcess(pid)
  return found !== null && (found.name === 'postgres' || process.platform !== 'linux')
}

/**
 * Whether a PostgreSQL process works in the folder. PostgreSQL itself asks only whether the pid
 * exists, and so refuses for ever to start when it was reused, or is a zombie because the first
 * process of a container does not reap. False where there is no /proc: there its answer has to do.
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

// null when the kernel does not tell, as to root without CAP_SYS_PTRACE in a container
function workingDirectory(pid: number) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}
