import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

export type Server = {
  url: string
  process: ChildProcess
  output: () => string
  /** As the machine would: at once, without a word. */
  kill: () => Promise<void>
}

/** Of the server that all tests share which have none of their own. */
export const SHARED_DATA_DIR = '.data/e2e'

/**
 * A production server of a test's own, with nothing in its environment but `env`. Resolves when it
 * serves, rejects with its output when it ends before that. `cwd` is where its build is.
 */
export async function startServer(env: Record<string, string>, cwd = '.'): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start'], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const exited = once(child, 'exit')
  const server: Server = {
    url: `http://localhost:${port}`,
    process: child,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
  await Promise.race([
    served(server, exited),
    exited.then(([code]) => Promise.reject(new Error(`Ended with ${code}.\n${output}`))),
  ])
  return server
}

/** The folder of a build from which the middleware was taken out. Whoever asks for it removes it. */
export function buildWithoutMiddleware(): string {
  const folder = dataDirOf('without-middleware')
  rmSync(folder, { recursive: true, force: true })
  cpSync('.next', path.join(folder, '.next'), {
    recursive: true,
    filter: (source) => !/[\\/]\.next[\\/](cache|dev)$/.test(source),
  })
  for (const name of ['db', 'node_modules', 'next.config.ts', 'package.json', 'tsconfig.json']) {
    symlinkSync(path.resolve(name), path.join(folder, name))
  }
  const manifest = path.join(folder, '.next/server/middleware-manifest.json')
  const { middleware, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (!middleware['/']) throw new Error('There is no middleware to take out.')
  writeFileSync(manifest, JSON.stringify({ ...rest, middleware: {}, sortedMiddleware: [] }))
  return folder
}

export const dataDirOf = (name: string) => path.resolve('.data', `e2e-${name}`)

async function served(server: Server, exited: Promise<unknown>) {
  let ended = false
  exited.then(() => {
    ended = true
  })
  while (!ended) {
    const answer = await fetch(`${server.url}/api/health`).catch(() => null)
    if (answer?.ok) return
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
