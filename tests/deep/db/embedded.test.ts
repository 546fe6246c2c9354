import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { removeEmbedded, startEmbedded } from '@/db/embedded'
import { query } from '../../setup/databases'
import { createDataDir } from './data-dir'

// Concurrent, because each test has its own server and mostly waits for processes.
describe.concurrent('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('logs in as a database owner without superuser rights', async (context) => {
    const { dataDir } = await createDataDir(context)
    const { url, superuserUrl } = await startEmbedded(dataDir)

    const me = `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, datname
      from pg_roles join pg_database on datdba = pg_roles.oid and datname = current_database()
      where rolname = current_user`
    expect(await query(url, me)).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: true,
        rolcreaterole: true,
        datname: 'app',
      },
    ])
    expect(await query(superuserUrl, me)).toMatchObject([{ rolsuper: true, datname: 'postgres' }])

    const guessed = url.replace(/:[^:@]+@/, ':guessed@')
    await expect(query(guessed, 'select')).rejects.toMatchObject({ code: '28P01' })
    const { mode } = await stat(path.join(dataDir, 'postgres.json'))
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600)
  })

  test('serves several processes, and stops with the last one', async (context) => {
    const { folder, startProcess, countStarts } = await createDataDir(context)
    const plain = startProcess()
    const { url } = await plain.urls
    const withListener = startProcess('exits with 7 on SIGTERM')
    expect((await withListener.urls).url).toBe(url)
    expect(await countStarts()).toBe(1)

    expect(await plain.end('SIGTERM')).toBe(143)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await withListener.end('SIGTERM')).toBe(7)
    expect(isRunning(folder)).toBe(false)
  })

  test('starts once for ten concurrent processes, and stops when all of them end', async (context) => {
    const { folder, startProcess, countStarts } = await createDataDir(context)
    const processes = Array.from({ length: 10 }, () => startProcess())

    const urls = await Promise.all(processes.map(({ urls }) => urls))
    expect(new Set(urls.map(({ url }) => url)).size).toBe(1)
    expect(await countStarts()).toBe(1)

    const codes = await Promise.all(processes.map(({ end }) => end('SIGINT')))
    expect(new Set(codes)).toEqual(new Set([130]))
    expect(isRunning(folder)).toBe(false)
  })

  test('survives a killed process, whose lease is then ignored', async (context) => {
    const { folder, startProcess, countStarts } = await createDataDir(context)
    const killed = startProcess()
    const { url } = await killed.urls
    expect(await killed.end('SIGKILL')).toBe('SIGKILL')
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])

    const next = startProcess()
    expect((await next.urls).url).toBe(url)
    expect(await countStarts()).toBe(1)
    await next.end('SIGTERM')
    expect(isRunning(folder)).toBe(false)
  })

  test('keeps every acknowledged row when it is killed', async (context) => {
    const { folder, startProcess } = await createDataDir(context)
    const { url } = await startProcess().urls
    await query(url, 'create table kept (n int)')
    const writer = writeRows(url)
    await expect.poll(() => writer.acknowledged, { timeout: 20_000 }).toBeGreaterThan(100)
    process.kill(await postmasterOf(folder), 'SIGKILL')
    await writer.ended

    const next = await startProcess().urls
    const [row] = await query<{ rows: number }>(next.url, 'select count(*)::int as rows from kept')
    expect(row?.rows).toBeGreaterThanOrEqual(writer.acknowledged)
  })

  test('recovers from a kill during initdb', async (context) => {
    const { dataDir, startProcess } = await createDataDir(context)
    const killed = startProcess()
    const draft = `postgres.new-${killed.pid}`
    const catalogs = path.join(dataDir, draft, 'base')
    await expect.poll(() => existsSync(catalogs), { timeout: 20_000, interval: 5 }).toBe(true)
    await killed.end('SIGKILL')
    expect(await readdir(dataDir)).toContain(draft)

    const { url } = await startProcess().urls
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await readdir(dataDir)).not.toContain(draft)
  })

  test.runIf(process.platform === 'linux')(
    'starts despite a pid file whose pid belongs to another program',
    async (context) => {
      const { folder, startProcess } = await createDataDir(context)
      const running = startProcess()
      await running.urls
      const pidFile = await readFile(path.join(folder, 'postmaster.pid'), 'utf8')
      await running.end('SIGTERM')

      // PostgreSQL only refuses to start if that program runs as the same user.
      const { uid } = await stat(folder)
      const otherProgram = spawn('sleep', ['60'], { uid, stdio: 'ignore' })
      context.onTestFinished(() => void otherProgram.kill())
      const stalePidFile = pidFile.replace(/^\d+/, String(otherProgram.pid))
      await writeFile(path.join(folder, 'postmaster.pid'), stalePidFile)

      const next = startProcess()
      expect(await query((await next.urls).url, 'select 1 as one')).toEqual([{ one: 1 }])
      await next.end('SIGTERM')
      expect(isRunning(folder)).toBe(false)
      expect(otherProgram.exitCode).toBe(null)
    },
  )

  test('can be removed when no other process uses it, also with another major version', async (context) => {
    const { dataDir, folder, startProcess } = await createDataDir(context)
    const running = startProcess()
    const { url } = await running.urls
    await expect(removeEmbedded(dataDir)).rejects.toThrow(`in use by process ${running.pid}`)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])

    await running.end('SIGTERM')
    await writeFile(path.join(folder, 'PG_VERSION'), '9\n')
    await expect(startEmbedded(dataDir)).rejects.toThrow(
      /created by PostgreSQL 9.*npm run db:reset/,
    )
    await removeEmbedded(dataDir)
    expect(existsSync(folder)).toBe(false)
    expect((await startEmbedded(dataDir)).url).toBe(url)
  })
})

test.each([
  { what: 'cannot be created', folder: () => '/dev/null/data' },
  // initdb truncates the path, so that it fails as on a file system that it cannot use.
  {
    what: 'initdb cannot use',
    folder: () => path.join(tmpdir(), ...Array(9).fill('x'.repeat(120))),
  },
])('a folder that $what is explained in one sentence', async ({ folder }) => {
  const dataDir = folder()
  onTestFinished(() => rm(path.join(tmpdir(), 'x'.repeat(120)), { recursive: true, force: true }))

  await expect(startEmbedded(dataDir)).rejects.toThrow(
    new RegExp(
      `^The embedded PostgreSQL cannot use the folder ${dataDir}: .+\\. Set DATA_DIR to a folder .+, or set DATABASE_URL to your own PostgreSQL\\.$`,
    ),
  )
})

function isRunning(folder: string) {
  return existsSync(path.join(folder, 'postmaster.pid'))
}

async function postmasterOf(folder: string) {
  return Number.parseInt(await readFile(path.join(folder, 'postmaster.pid'), 'utf8'), 10)
}

/** Inserts rows until the connection breaks. */
function writeRows(url: string) {
  const writer = { acknowledged: 0, ended: insert() }
  return writer

  async function insert() {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    try {
      for (;;) {
        await client.query('insert into kept values (1)')
        writer.acknowledged++
      }
    } catch {
      await client.end().catch(() => {})
    }
  }
}
