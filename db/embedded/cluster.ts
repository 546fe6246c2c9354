import {
  appendFileSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { type Binaries, findBinaries } from './binaries'
import { findProcess } from './processes'
import { run } from './run'
import { changeOwner } from './run-as-user'

export type Cluster = { dataDir: string; folder: string; binaries: Binaries }

export function findCluster(dataDir: string): Cluster {
  const folder = path.join(dataDir, 'database')
  return { dataDir, folder, binaries: findBinaries(dataDir, folder) }
}

/** Creates the cluster if it is missing. It gets its final name only when it is complete. */
export async function ensureCluster(cluster: Cluster, superuserPassword: string) {
  const major = readMajor(cluster)
  if (major === null) return create(cluster, superuserPassword)
  if (major !== cluster.binaries.major) {
    throw new Error(
      `The database in ${cluster.folder} was created by PostgreSQL ${major}, which PostgreSQL ${cluster.binaries.major} cannot read. Run \`npm run db:reset\` to replace it with a new one. This deletes its data.`,
    )
  }
  if (cluster.binaries.runAs) changeOwner(cluster.folder, cluster.binaries.runAs)
}

function readMajor({ folder }: Cluster) {
  try {
    return readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function create(cluster: Cluster, superuserPassword: string) {
  const draft = path.join(cluster.dataDir, `postgres.new-${process.pid}`)
  const passwordFile = `${draft}.password`
  removeDrafts(cluster.dataDir)
  try {
    mkdirSync(draft)
    const { runAs } = cluster.binaries
    if (runAs) chownSync(draft, runAs.uid, runAs.gid)
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
    await initdb(cluster, [`--pgdata=${draft}`, `--pwfile=${passwordFile}`])
    appendFileSync(path.join(draft, 'postgresql.conf'), SETTINGS)
    renameSync(draft, cluster.folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (readMajor(cluster) === null) throw error // otherwise another process created it
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function initdb({ dataDir, binaries }: Cluster, paths: string[]) {
  try {
    await run(binaries.command('initdb', [...OPTIONS, ...paths]))
  } catch (cause) {
    const { message } = cause as Error
    throw unusableFolder(
      dataDir,
      message.match(/^initdb: error: .*/m)?.[0] ?? message.split('\n').at(-1),
      cause,
    )
  }
}

export function unusableFolder(dataDir: string, reason = '', cause?: unknown) {
  return new Error(
    `The embedded PostgreSQL cannot use the folder ${dataDir}: ${reason}. Set DATA_DIR to a folder that you own, on a local disk and with only ASCII characters in its path, or set DATABASE_URL to your own PostgreSQL.`,
    { cause },
  )
}

// --no-sync only affects initdb. The server keeps fsync and synchronous_commit on.
const OPTIONS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--no-sync',
  '--no-instructions',
]

const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
jit = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = '256MB'
timezone = 'UTC'
log_timezone = 'UTC'
`

function removeDrafts(dataDir: string) {
  for (const name of readdirSync(dataDir)) {
    const pid = name.match(/^postgres\.new-(\d+)/)?.[1]
    if (!pid || (findProcess(Number(pid)) && Number(pid) !== process.pid)) continue
    rmSync(path.join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })
  }
}
