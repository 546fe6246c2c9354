import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { removeEmbedded, startEmbedded } from '@/db/embedded'
import { query } from '../setup/databases'
import { createDataDir } from './fixtures/holders'

// Each test has a folder and a server of its own, and mostly waits for processes.
describe.concurrent('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('logs in as an owner who is no superuser', async (context) => {
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
        datname: 'tenantry',
      },
    ])
    expect(await query(superuserUrl, me)).toMatchObject([{ rolsuper: true, datname: 'postgres' }])

    const guessed = url.replace(/:[^:@]+@/, ':guessed@')
    await expect(query(guessed, 'select')).rejects.toMatchObject({ code: '28P01' })
    const { mode } = await stat(path.join(dataDir, 'postgres.json'))
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600)
  })

  test('serves every process, and stops with the last of them', async (context) => {
    const { folder, hold, starts } = await createDataDir(context)
    const plain = hold()
    const { url } = await plain.urls
    const withListener = hold('exits with 7 on SIGTERM')
    expect((await withListener.urls).url).toBe(url)
    expect(await starts()).toBe(1)

    expect(await plain.end('SIGTERM')).toBe(143)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await withListener.end('SIGTERM')).toBe(7)
    expect(isRunning(folder)).toBe(false)
  })

  test('is started once by ten processes at once, and stops when all end at once', async (context) => {
    const { folder, hold, starts } = await createDataDir(context)
    const holders = Array.from({ length: 10 }, () => hold())

    const urls = await Promise.all(holders.map((holder) => holder.urls))
    expect(new Set(urls.map(({ url }) => url)).size).toBe(1)
    expect(await starts()).toBe(1)

    const codes = await Promise.all(holders.map((holder) => holder.end('SIGINT')))
    expect(new Set(codes)).toEqual(new Set([130]))
    expect(isRunning(folder)).toBe(false)
  })

  test('outlives a killed process, whose lease then counts for nothing', async (context) => {
    const { folder, hold, starts } = await createDataDir(context)
    const killed = hold()
    const { url } = await killed.urls
    expect(await killed.end('SIGKILL')).toBe('SIGKILL')
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])

    const next = hold()
    expect((await next.urls).url).toBe(url)
    expect(await starts()).toBe(1)
    await next.end('SIGTERM')
    expect(isRunning(folder)).toBe(false)
  })

  test('keeps what it acknowledged when it is killed', async (context) => {
    const { folder, hold } = await createDataDir(context)
    const { url } = await hold().urls
    await query(url, 'create table kept (n int)')
    const writer = writeRows(url)
    await expect.poll(() => writer.acknowledged, { timeout: 20_000 }).toBeGreaterThan(100)
    process.kill(await postmasterOf(folder), 'SIGKILL')
    await writer.ended

    const next = await hold().urls
    const [row] = await query<{ rows: number }>(next.url, 'select count(*)::int as rows from kept')
    expect(row?.rows).toBeGreaterThanOrEqual(writer.acknowledged)
  })

  test('recovers from a kill during initdb', async (context) => {
    const { dataDir, hold } = await createDataDir(context)
    const killed = hold()
    const draft = `postgres.new-${killed.pid}`
    const catalogs = path.join(dataDir, draft, 'base')
    await expect.poll(() => existsSync(catalogs), { timeout: 20_000, interval: 5 }).toBe(true)
    await killed.end('SIGKILL')
    expect(await readdir(dataDir)).toContain(draft)

    const { url } = await hold().urls
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await readdir(dataDir)).not.toContain(draft)
  })

  test.runIf(process.platform === 'linux')(
    'starts over a pid file whose pid now belongs to another program',
    async (context) => {
      const { folder, hold } = await createDataDir(context)
      const holder = hold()
      await holder.urls
      const pidFile = await readFile(path.join(folder, 'postmaster.pid'), 'utf8')
      await holder.end('SIGTERM')

      // of the user that PostgreSQL runs as: only such a process makes it refuse
      const { uid } = await stat(folder)
      const bystander = spawn('sleep', ['60'], { uid, stdio: 'ignore' })
      context.onTestFinished(() => void bystander.kill())
      const planted = pidFile.replace(/^\d+/, String(bystander.pid))
      await writeFile(path.join(folder, 'postmaster.pid'), planted)

      const next = hold()
      expect(await query((await next.urls).url, 'select 1 as one')).toEqual([{ one: 1 }])
      await next.end('SIGTERM')
      expect(isRunning(folder)).toBe(false)
      expect(bystander.exitCode).toBe(null)
    },
  )

  test('is removed when no other process needs it, as another major version must be', async (context) => {
    const { dataDir, folder, hold } = await createDataDir(context)
    const holder = hold()
    const { url } = await holder.urls
    await expect(removeEmbedded(dataDir)).rejects.toThrow(`in use by process ${holder.pid}`)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])

    await holder.end('SIGTERM')
    await writeFile(path.join(folder, 'PG_VERSION'), '9\n')
    await expect(startEmbedded(dataDir)).rejects.toThrow(/made by PostgreSQL 9.*npm run db:reset/)
    await removeEmbedded(dataDir)
    expect(existsSync(folder)).toBe(false)
    expect((await startEmbedded(dataDir)).url).toBe(url)
  })
})

function isRunning(folder: string) {
  return existsSync(path.join(folder, 'postmaster.pid'))
}

async function postmasterOf(folder: string) {
  return Number.parseInt(await readFile(path.join(folder, 'postmaster.pid'), 'utf8'), 10)
}

/** Inserts rows one after the other until the connection breaks. */
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
