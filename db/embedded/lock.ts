import path from 'node:path'
import { lock, lockSync } from 'proper-lockfile'

const heldLocks = new Set<string>()

/** Runs `work` while no other process starts, attaches to or stops the server in `dataDir`. */
export async function withLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const release = await lock(dataDir, {
    ...options(dataDir),
    retries: { forever: true, minTimeout: 20, maxTimeout: 100, randomize: true },
  })
  heldLocks.add(dataDir)
  try {
    return await work()
  } finally {
    heldLocks.delete(dataDir)
    await release().catch(() => {}) // see onCompromised
  }
}

/** Returns false if another process has the lock. */
export function withLockSync(dataDir: string, work: () => void): boolean {
  if (heldLocks.has(dataDir)) {
    work()
    return true
  }
  const release = tryLock(dataDir)
  if (!release) return false
  try {
    work()
  } finally {
    release()
  }
  return true
}

function tryLock(dataDir: string) {
  try {
    return lockSync(dataDir, options(dataDir))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return null
    throw error
  }
}

function options(dataDir: string) {
  return {
    lockfilePath: path.join(dataDir, 'postgres.lock'),
    stale: 5000,
    update: 1000,
    // A process that is suspended for five seconds loses the lock. This is safe: clusters and
    // passwords appear atomically, and PostgreSQL allows one server per folder.
    onCompromised: () => {},
  }
}
