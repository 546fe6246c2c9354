import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { findFreePort } from '@/db/embedded/ports'

/** `cpuMs` is of all threads since the start. `collect` collects garbage first. */
export type Usage = { cpuMs: number; rssMB: number; heapMB: number }

export type Server = {
  url: string
  usage: (options?: { collect: boolean }) => Promise<Usage>
  stop: () => Promise<void>
}

/**
 * Starts the production server of a build. `checkout` has its node_modules, and `folder` below it the
 * build. Rejects with the output if the server ends before it responds.
 */
export async function startServer(
  env: Record<string, string>,
  { checkout = '.', folder = '.' } = {},
): Promise<Server> {
  const port = String(await findFreePort())
  const url = `http://localhost:${port}`
  const next = path.resolve(checkout, 'node_modules/next/dist/bin/next')
  const { PATH = '' } = process.env
  const child = fork(next, ['start', folder], {
    cwd: checkout,
    execArgv: ['--expose-gc', '--import', pathToFileURL('bench/pages/usage.mjs').href],
    env: { PATH, NODE_ENV: 'production', ...env, APP_URL: url, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  await untilItResponds(child, url)
  return {
    url,
    usage: async (options = { collect: false }) => {
      child.send(options)
      return (await once(child, 'message'))[0] as Usage
    },
    stop: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function untilItResponds(child: ChildProcess, url: string) {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text))
  while (child.exitCode === null) {
    if (await fetch(url).catch(() => null)) return
    await sleep(50)
  }
  throw new Error(`A server ended with ${child.exitCode}.\n${output}`)
}
