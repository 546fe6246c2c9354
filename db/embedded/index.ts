import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { requireRunnable } from './binaries'
import { type Cluster, ensureCluster, findCluster } from './cluster'
import { dropLease, otherLeases, takeLease } from './leases'
import { withLock, withLockSync } from './lock'
import { urlsOf } from './login'
import { onExit } from './on-exit'
import type { Postmaster } from './postmaster'
import { sleepSync } from './run'
import { readSecrets } from './secrets'
import { attachOrStart, awaitStop, beginStop } from './server'

export type EmbeddedUrls = { url: string; superuserUrl: string }

// Next evaluates a module more than once in a process
type Shared = { started: Map<string, Promise<EmbeddedUrls>>; held: Map<string, Cluster> }
const shared = globalThis as { tenantryEmbedded?: Shared }
shared.tenantryEmbedded ??= { started: new Map(), held: new Map() }
const { started, held } = shared.tenantryEmbedded

/**
 * Starts or attaches to the embedded PostgreSQL whose data lives in `${dataDir}/postgres`, and
 * holds a lease on it until this process ends; the last holder to end stops it. A killed process
 * leaves the server running, for the next one to attach to.
 *
 * `url` logs in as `tenantry`, who is no superuser, may create databases and roles, and owns the
 * database `tenantry`; `superuserUrl` as `postgres`, for tests. Where this cannot work, throws an
 * error whose message tells the reader of a terminal what to do.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedUrls> {
  const root = ensureRoot(dataDir)
  const urls = started.get(root) ?? start(root).catch((error) => refuse(root, error))
  started.set(root, urls)
  urls.catch(() => started.delete(root))
  return urls
}

async function start(root: string) {
  const cluster = findCluster(root)
  takeLease(root)
  if (held.size === 0) onExit(leaveAll)
  held.set(root, cluster)
  return withLock(root, async () => {
    await requireRunnable(cluster.binaries)
    const secrets = readSecrets(root)
    await ensureCluster(cluster, secrets.superuserPassword)
    return urlsOf(await attachOrStart(cluster, secrets), secrets)
  })
}

function refuse(root: string, error: NodeJS.ErrnoException): never {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error
  throw new Error(
    `The embedded PostgreSQL cannot use ${root}: ${error.message}. If another user, such as root, has made that folder, run as that user or delete it, which loses its data.`,
    { cause: error },
  )
}

function leaveAll() {
  for (const cluster of held.values()) {
    try {
      leave(cluster)
    } catch {
      // the folder was deleted, and PostgreSQL stops by itself when it notices
    }
  }
}

/** Gives up this process's lease, if any, and stops the server unless another process holds one. */
export async function stopEmbedded(dataDir: string) {
  const root = ensureRoot(dataDir)
  await started.get(root)?.catch(() => {})
  started.delete(root)
  leave(findCluster(root))
}

// The own lease goes first, so that of several processes ending at once at least one sees none.
// Who has the lock without a lease is ending too, and may have looked before our lease went.
function leave(cluster: Cluster) {
  dropLease(cluster.dataDir)
  const deadline = Date.now() + 3000
  while (otherLeases(cluster.dataDir).length === 0 && Date.now() < deadline) {
    let stopping: Postmaster | null = null
    const locked = withLockSync(cluster.dataDir, () => {
      if (otherLeases(cluster.dataDir).length === 0) stopping = beginStop(cluster)
    })
    if (stopping) awaitStop(cluster, stopping)
    if (locked) return
    sleepSync(20)
  }
}

/**
 * Stops the server and deletes `${dataDir}/postgres` with all data. Throws while another process
 * holds a lease; one held by this process ends.
 */
export async function removeEmbedded(dataDir: string) {
  const root = ensureRoot(dataDir)
  await started.get(root)?.catch(() => {})
  const cluster = findCluster(root)
  await withLock(root, async () => {
    const others = otherLeases(root)
    if (others.length > 0) throw new Error(inUse(cluster, others))
    const stopping = beginStop(cluster)
    if (stopping && !awaitStop(cluster, stopping)) {
      throw new Error(`The embedded PostgreSQL does not stop. Its process id is ${stopping.pid}.`)
    }
    dropLease(root)
    started.delete(root)
    rmSync(cluster.folder, { recursive: true, force: true, maxRetries: 3 })
  })
}

function inUse({ folder }: Cluster, pids: number[]) {
  return `The database in ${folder} is in use by process ${pids.join(', ')}. Stop the app and its worker, then try again.`
}

function ensureRoot(dataDir: string) {
  mkdirSync(dataDir, { recursive: true })
  return realpathSync(dataDir)
}
