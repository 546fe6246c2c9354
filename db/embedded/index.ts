import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { requireRunnable } from './binaries'
import { type Cluster, ensureCluster, findCluster, unusableFolder } from './cluster'
import { dropLease, otherLeases, takeLease } from './leases'
import { withLock, withLockSync } from './lock'
import { urlsOf } from './login'
import { onExit } from './on-exit'
import type { Postmaster } from './postmaster'
import { sleepSync } from './run'
import { readSecrets } from './secrets'
import { beginStop, connectOrStart, waitForStop } from './server'

export type EmbeddedUrls = { url: string; superuserUrl: string }

type Shared = { started: Map<string, Promise<EmbeddedUrls>>; held: Map<string, Cluster> }
const shared = globalThis as { embeddedPostgres?: Shared }
shared.embeddedPostgres ??= { started: new Map(), held: new Map() }
const { started, held } = shared.embeddedPostgres

/** The last process to end stops the server. `superuserUrl` is for tests. */
export async function startEmbedded(dataDir: string): Promise<EmbeddedUrls> {
  const root = ensureRoot(dataDir)
  const urls = started.get(root) ?? start(root).catch((error) => rethrow(root, error))
  started.set(root, urls)
  urls.catch(() => started.delete(root))
  return urls
}

/** Starts the server again if it was killed and no other process has started it since. */
export async function restartEmbedded(dataDir: string): Promise<EmbeddedUrls> {
  const { folder } = findCluster(dataDir)
  if (!existsSync(folder))
    throw new Error(`The database in ${folder} was deleted. Restart the app.`)
  started.delete(realpathSync(dataDir))
  return startEmbedded(dataDir)
}

async function start(root: string) {
  const cluster = findCluster(root)
  takeLease(root)
  if (held.size === 0) onExit(releaseAll)
  held.set(root, cluster)
  return withLock(root, async () => {
    await requireRunnable(cluster.binaries)
    const secrets = readSecrets(root)
    await ensureCluster(cluster, secrets.superuserPassword)
    return urlsOf(await connectOrStart(cluster, secrets), secrets)
  })
}

// The errors of the operating system have a code; ours have a message for users.
function rethrow(dataDir: string, error: NodeJS.ErrnoException): never {
  throw error.code ? unusableFolder(dataDir, error.message, error) : error
}

function releaseAll() {
  for (const cluster of held.values()) {
    try {
      release(cluster)
    } catch {
      // The folder was deleted, which also makes PostgreSQL stop.
    }
  }
}

export async function stopEmbedded(dataDir: string) {
  const root = ensureRoot(dataDir)
  await started.get(root)?.catch(() => {})
  started.delete(root)
  release(findCluster(root))
}

// The lease is dropped first, so that of several ending processes at least one sees no other lease.
// A process that holds the lock without a lease may have checked before our lease was dropped.
function release(cluster: Cluster) {
  dropLease(cluster.dataDir)
  const deadline = Date.now() + 3000
  while (otherLeases(cluster.dataDir).length === 0 && Date.now() < deadline) {
    let stopping: Postmaster | null = null
    const locked = withLockSync(cluster.dataDir, () => {
      if (otherLeases(cluster.dataDir).length === 0) stopping = beginStop(cluster)
    })
    if (stopping) waitForStop(cluster, stopping)
    if (locked) return
    sleepSync(20)
  }
}

export async function removeEmbedded(dataDir: string) {
  const root = ensureRoot(dataDir)
  await started.get(root)?.catch(() => {})
  const cluster = findCluster(root)
  await withLock(root, async () => {
    const others = otherLeases(root)
    if (others.length > 0) throw new Error(inUse(cluster, others))
    const stopping = beginStop(cluster)
    if (stopping && !waitForStop(cluster, stopping)) {
      throw new Error(`The embedded PostgreSQL did not stop. Its process id is ${stopping.pid}.`)
    }
    dropLease(root)
    started.delete(root)
    rmSync(cluster.folder, { recursive: true, force: true, maxRetries: 3 })
  })
}

function inUse({ folder }: Cluster, pids: number[]) {
  return `The database in ${folder} is in use by process ${pids.join(', ')}. Stop the app and its worker, then try again.`
}

function ensureRoot(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true })
    return realpathSync(dataDir)
  } catch (error) {
    rethrow(dataDir, error as NodeJS.ErrnoException)
  }
}
