import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']

/** Where PgBouncer is. Without it the services are not tested through it, which in CI is an error. */
export function findPooler(): string | undefined {
  const found = FOLDERS.map((folder) => path.join(folder, 'pgbouncer')).find(isProgram)
  if (found) return found
  const missing = 'There is no PgBouncer: `apt install pgbouncer` to test the services through it.'
  if (process.env.CI) throw new Error(missing)
  console.warn(missing)
  return undefined
}

function isProgram(file: string) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Starts a PgBouncer in transaction mode before this server: for any database there, as its login. */
export async function startPooler(program: string, server: string) {
  const { hostname, port, username, password } = new URL(server)
  const own = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'pgbouncer-'))
  const config = path.join(folder, 'pgbouncer.ini')
  writeFileSync(
    config,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
`,
    { mode: 0o600 },
  )
  const child = spawn(program, [...asNobody(folder, config), config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  await isUp(child.stderr, ended)
  const url = new URL(server)
  url.host = `127.0.0.1:${own}`
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true })
  }
  return { url: url.href, stop }
}

// It refuses to run as root.
function asNobody(folder: string, config: string): string[] {
  if (process.getuid?.() !== 0) return []
  chmodSync(folder, 0o755)
  execFileSync('chown', ['nobody', config])
  return ['-u', 'nobody']
}

async function isUp(log: NodeJS.ReadableStream, ended: Promise<unknown>) {
  let output = ''
  await new Promise<void>((resolve, reject) => {
    log.on('data', (text) => {
      output += text
      if (output.includes('process up')) resolve()
    })
    ended.then(() => reject(new Error(`PgBouncer ended.\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
