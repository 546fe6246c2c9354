import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, type TestContext, test } from 'vitest'
import { createDataDir } from './data-dir'

// Concurrent, because each test mostly waits for processes.
const OPTIONS = { concurrent: true, timeout: 120_000 }
const POLL = { timeout: 20_000, interval: 20 }

describe.runIf(process.platform === 'linux')('after PostgreSQL was killed', OPTIONS, () => {
  test('one of the apps starts it again, and all find every row', async (context) => {
    const { expect } = context
    const { dataDir, folder, countStarts } = await createDataDir(context)
    const apps = await Promise.all([1, 2, 3].map(() => startClient(dataDir, context)))
    await apps[0]?.query('create table kept (n int)')
    let starts = 1

    for (const kill of [killPostmaster, killAll]) {
      await apps[0]?.query('insert into kept values (1)')
      kill(folder)

      for (const app of apps) {
        await expect
          .poll(() => app.query('select count(*)::int from kept'), POLL)
          .toEqual([{ count: starts }])
      }
      expect(await countStarts()).toBe(++starts)
    }
  })

  test('it is found on another port if its port was taken', async (context) => {
    const { expect } = context
    const { dataDir, folder, countStarts } = await createDataDir(context)
    const apps = await Promise.all([1, 2].map(() => startClient(dataDir, context)))
    const port = Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[3])
    killAll(folder)
    const other = createServer((socket) => socket.destroy())
    context.onTestFinished(() => void other.close())
    await expect.poll(() => listen(other, port), POLL).toBe(true)

    for (const app of apps) {
      await expect.poll(() => app.query('select 1 as one'), POLL).toEqual([{ one: 1 }])
    }
    expect(await countStarts()).toBe(2)
  })

  test('a deleted database is not replaced by an empty one', async (context) => {
    const { expect } = context
    const { dataDir, folder, countStarts } = await createDataDir(context)
    const app = await startClient(dataDir, context)
    killAll(folder)
    rmSync(folder, { recursive: true })

    expect(await app.query('select 1')).toMatch(/Cannot connect|terminat/)
    await expect.poll(app.errors, POLL).toContain(`The database in ${folder} was deleted.`)
    expect(await countStarts()).toBe(1)
  })
})

/** Starts a process that runs SQL in the embedded database. */
async function startClient(dataDir: string, { onTestFinished }: TestContext) {
  const script = 'tests/deep/db/embedded-client.ts'
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir])
  onTestFinished(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  let errors = ''
  child.stderr.on('data', (text) => (errors += text))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  /** Returns the rows or the error message. */
  const query = async (sql: string) => {
    child.stdin.write(`${sql}\n`)
    return JSON.parse((await lines.next()).value)
  }
  return { child, query, errors: () => errors }
}

function killPostmaster(folder: string) {
  process.kill(
    Number.parseInt(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8'), 10),
    'SIGKILL',
  )
}

/** Kills the processes that run in the folder. */
function killAll(folder: string) {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  for (const pid of pids.filter((pid) => workingDirectory(pid) === folder)) {
    process.kill(pid, 'SIGKILL')
  }
}

function workingDirectory(pid: number) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

/** Returns false while another program listens on the port. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
}
