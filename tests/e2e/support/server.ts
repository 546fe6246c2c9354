import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

export type Server = {
  url: string
  process: ChildProcess
  output: () => string
  /** Sends SIGKILL and waits for the exit. */
  kill: () => Promise<void>
}

/** The data directory of the server that playwright.config.ts starts. */
export const SHARED_DATA_DIR = '.data/e2e'

/**
 * Starts a production server with only `env` in its environment. `cwd` is the folder of the build,
 * which may be a standalone one. `bind` is the address or name to listen on. Rejects with the server's output if it exits before it responds.
 */
export async function startServer(
  env: Record<string, string>,
  cwd = '.',
  bind?: string,
): Promise<Server> {
  const port = Number(env.PORT) || (await freePort())
  const nextStart = ['node_modules/next/dist/bin/next', 'start', ...(bind ? ['-H', bind] : [])]
  const isStandalone = existsSync(path.join(cwd, 'server.js'))
  const child = spawn(process.execPath, isStandalone ? ['server.js'] : nextStart, {
    cwd,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      ...(bind && { HOSTNAME: bind }),
      ...env,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const exited = once(child, 'exit')
  const server: Server = {
    url: `http://${bind?.includes(':') ? `[${bind}]` : (bind ?? 'localhost')}:${port}`,
    process: child,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
  await Promise.race([
    waitUntilHealthy(server, exited),
    exited.then(([code]) => Promise.reject(new Error(`Ended with ${code}.\n${output}`))),
  ])
  return server
}

/** Starts a server in local mode that runs no jobs. */
export const startWithoutWorker = (
  dataDir: string,
  env: Record<string, string> = {},
  cwd?: string,
) => startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir, WORKER: 'separate', ...env }, cwd)

/** Copies the build without its middleware. Returns the folder, which the caller removes. */
export function buildWithoutMiddleware(): string {
  const folder = dataDirOf('without-middleware')
  rmSync(folder, { recursive: true, force: true })
  cpSync('.next', path.join(folder, '.next'), {
    recursive: true,
    filter: (source) => !/[\\/]\.next[\\/](cache|dev)$/.test(source),
  })
  const linked = [
    'app',
    'db',
    'lib',
    'node_modules',
    'next.config.ts',
    'package.json',
    'tsconfig.json',
  ]
  for (const name of linked) {
    symlinkSync(path.resolve(name), path.join(folder, name))
  }
  const manifest = path.join(folder, '.next/server/middleware-manifest.json')
  const { middleware, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (!middleware['/']) throw new Error('The build has no middleware.')
  writeFileSync(manifest, JSON.stringify({ ...rest, middleware: {}, sortedMiddleware: [] }))
  return folder
}

/** A data directory for a server that only one spec uses. */
export const dataDirOf = (name: string) => path.resolve('.data', `e2e-${name}`)

async function waitUntilHealthy(server: Server, exited: Promise<unknown>) {
  let hasExited = false
  exited.then(() => {
    hasExited = true
  })
  while (!hasExited) {
    const response = await fetch(`${server.url}/api/health`).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
