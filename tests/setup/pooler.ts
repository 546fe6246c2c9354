import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']

/** Returns the path of PgBouncer. Without it, tests through it are skipped; in CI it is required. */
export function findPooler(): string | undefined {
  const found = FOLDERS.map((folder) => path.join(folder, 'pgbouncer')).find(isProgram)
  if (found) return found
  const missing = 'PgBouncer is not installed. Run `apt install pgbouncer` to test through it.'
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

/** Starts PgBouncer in transaction mode for every database of a server, with its login. */
export async function startPooler(program: string, server: string) {
  const { hostname, port, username, password } = new URL(server)
  const poolerPort = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'pgbouncer-'))
  const config = path.join(folder, 'pgbouncer.ini')
  writeFileSync(
    config,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${poolerPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
`,
    { mode: 0o600 },
  )
  const child = spawn(program, [...asUnprivilegedUser(folder, config), config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  await waitUntilUp(child.stderr, ended)
  const url = new URL(server)
  url.host = `127.0.0.1:${poolerPort}`
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true })
  }
  return { url: url.href, stop }
}

// PgBouncer refuses to run as root.
function asUnprivilegedUser(folder: string, config: string): string[] {
  if (process.getuid?.() !== 0) return []
  chmodSync(folder, 0o755)
  execFileSync('chown', ['nobody', config])
  return ['-u', 'nobody']
}

async function waitUntilUp(log: NodeJS.ReadableStream, ended: Promise<unknown>) {
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
