import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, unusableFolder } from './cluster'
import { INVALID_PASSWORD, logIn, STARTING_OR_STOPPING } from './login'
import { findFreePort } from './ports'
import { isRunning, isServed, type Postmaster, pidFileIn, readPostmaster } from './postmaster'
import { run, sleepSync } from './run'
import { type Secrets, savePort, secretsFileIn } from './secrets'

export async function connectOrStart(cluster: Cluster, secrets: Secrets): Promise<number> {
  const deadline = Date.now() + 120_000
  for (let failures = 0; Date.now() < deadline; ) {
    const postmaster = readPostmaster(cluster.folder)
    const loginError = postmaster && (await logIn(postmaster.port, secrets))
    if (postmaster && !loginError) return postmaster.port

    if (
      loginError === STARTING_OR_STOPPING ||
      (postmaster && isServed(cluster.folder, postmaster))
    ) {
      if (loginError === INVALID_PASSWORD) throw new Error(wrongSecrets(cluster))
      await sleep(20)
      continue
    }
    if (loginError === 'ECONNREFUSED' && process.platform === 'linux') {
      rmSync(pidFileIn(cluster.folder), { force: true })
    }
    const failure = await tryStart(cluster, secrets.port)
    if (failure && ++failures === 3) throw failure
  }
  throw new Error(`The embedded PostgreSQL does not respond. ${endOfLog(cluster)}`)
}

function wrongSecrets({ dataDir, folder }: Cluster) {
  return `The passwords in ${secretsFileIn(dataDir)} do not match the database in ${folder}. Restore the right file, or run \`npm run db:reset\`, which deletes its data.`
}

async function tryStart(cluster: Cluster, preferredPort?: number): Promise<Error | null> {
  const port = await findFreePort(preferredPort)
  const options = ['--wait', '--timeout=120', `--log=${logOf(cluster)}`, `--options=-p ${port}`]
  try {
    // pg_ctl starts the server in its own process group, so that Ctrl-C does not reach it.
    await run(pgCtl(cluster, 'start', options), 'ignore')
    savePort(cluster.dataDir, port)
    return null
  } catch (cause) {
    return unusableFolder(cluster.dataDir, `it did not start. ${endOfLog(cluster)}`, cause)
  }
}

function pgCtl({ folder, binaries }: Cluster, action: string, options: string[]) {
  return binaries.command('pg_ctl', [action, `--pgdata=${folder}`, ...options])
}

function endOfLog(cluster: Cluster) {
  try {
    const lines = readFileSync(logOf(cluster), 'utf8').trim().split('\n')
    return `The log ${logOf(cluster)} ends with:\n${lines.slice(-5).join('\n')}`
  } catch {
    return 'There is no log.'
  }
}

function logOf({ dataDir }: Cluster) {
  return path.join(dataDir, 'postgres.log')
}

export function beginStop(cluster: Cluster): Postmaster | null {
  const postmaster = readPostmaster(cluster.folder)
  if (!postmaster || !isRunning(postmaster)) return null
  if (process.platform === 'win32') pgCtlStop(cluster)
  // Faster than pg_ctl, because Next kills its dev server 100 ms after Ctrl-C. SIGINT is a fast
  // shutdown: https://www.postgresql.org/docs/18/server-shutdown.html
  else process.kill(postmaster.pid, 'SIGINT')
  return postmaster
}

function pgCtlStop(cluster: Cluster) {
  const { file, args, env } = pgCtl(cluster, 'stop', ['--mode=fast', '--no-wait'])
  spawnSync(file, args, { env, stdio: 'ignore', windowsHide: true })
}

export function waitForStop({ folder }: Cluster, postmaster: Postmaster) {
  const deadline = Date.now() + 10_000
  while (readPostmaster(folder)?.pid === postmaster.pid && isRunning(postmaster)) {
    if (Date.now() > deadline) return false
    sleepSync(10)
  }
  return true
}
