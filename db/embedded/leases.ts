import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findProcess } from './processes'

/** Keeps the server running while this process lives. */
export function takeLease(dataDir: string) {
  const lease = leaseOf(dataDir, process.pid)
  mkdirSync(path.dirname(lease), { recursive: true })
  writeFileSync(`${lease}.new`, findProcess(process.pid)?.started ?? '')
  renameSync(`${lease}.new`, lease)
}

export function dropLease(dataDir: string) {
  rmSync(leaseOf(dataDir, process.pid), { force: true })
}

/** Returns the pids of other living processes with a lease, and deletes the leases of dead ones. */
export function otherLeases(dataDir: string): number[] {
  const pids = listPids(path.join(dataDir, 'leases')).filter((pid) => pid !== process.pid)
  return pids.filter((pid) => {
    const lease = leaseOf(dataDir, pid)
    if (isHeld(lease, pid)) return true
    rmSync(lease, { force: true })
    return false
  })
}

function leaseOf(dataDir: string, pid: number) {
  return path.join(dataDir, 'leases', String(pid))
}

function listPids(folder: string) {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function isHeld(lease: string, pid: number) {
  try {
    return findProcess(pid)?.started === readFileSync(lease, 'utf8')
  } catch {
    return false // the lease was dropped
  }
}
