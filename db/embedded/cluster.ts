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
import { giveTo } from './as-root'
import { type Binaries, findBinaries } from './binaries'
import { findProcess } from './processes'
import { run } from './run'

/** A PostgreSQL data folder, and the programs to run it. */
export type Cluster = { dataDir: string; folder: string; binaries: Binaries }

export function findCluster(dataDir: string): Cluster {
  const folder = path.join(dataDir, 'postgres')
  return { dataDir, folder, binaries: findBinaries(dataDir, folder) }
}

/** Creates the cluster where there is none; a half-made one never has its final name. */
export async function ensureCluster(cluster: Cluster, superuserPassword: string) {
  const major = readMajor(cluster)
  if (major === null) return create(cluster, superuserPassword)
  if (major !== cluster.binaries.major) {
    throw new Error(
      `The database in ${cluster.folder} was made by PostgreSQL ${major}, and this is PostgreSQL ${cluster.binaries.major}, which cannot read it. Delete that folder or run \`npm run db:reset\`: both lose its data.`,
    )
  }
  if (cluster.binaries.standIn) giveTo(cluster.binaries.standIn, cluster.folder)
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
    const { standIn } = cluster.binaries
    if (standIn) chownSync(draft, standIn.uid, standIn.gid)
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
    await initdb(cluster, [`--pgdata=${draft}`, `--pwfile=${passwordFile}`])
    appendFileSync(path.join(draft, 'postgresql.conf'), SETTINGS)
    renameSync(draft, cluster.folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (readMajor(cluster) === null) throw error // else another process was faster
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function initdb({ folder, binaries }: Cluster, places: string[]) {
  try {
    await run(binaries.command('initdb', [...OPTIONS, ...places]))
  } catch (cause) {
    const said = (cause as Error).message
    throw new Error(`The embedded PostgreSQL could not create ${folder}: ${said}`, { cause })
  }
}

// no-sync holds for initdb only: the server keeps fsync and synchronous_commit on
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

// what processes left behind that were killed during initdb
function removeDrafts(dataDir: string) {
  for (const name of readdirSync(dataDir)) {
    const pid = name.match(/^postgres\.new-(\d+)/)?.[1]
    if (!pid || (findProcess(Number(pid)) && Number(pid) !== process.pid)) continue
    rmSync(path.join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })
  }
}
