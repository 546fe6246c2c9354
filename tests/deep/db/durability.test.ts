import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, type TestContext, test } from 'vitest'
import { createPool, inTransaction } from '@/db/client'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { readPostmaster } from '@/db/embedded/postmaster'
import { signal } from '../../db/fixtures/signal'
import { query } from '../../setup/databases'
import { createDataDir } from './data-dir'

const SEED = process.env.SEED ?? randomUUID().slice(0, 8)

// Each test has its own server.
describe.concurrent('a database', { timeout: 120_000 }, () => {
  test.for(['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)(
    'after %s rejects running transactions, and serves the same pool after a restart',
    async (signalName, context) => {
      const database = await startDatabase(context)
      const connections = createPool(database.url, 3)
      context.onTestFinished(() => connections.end())
      const ping = () => inTransaction(connections, 'begin', (tx) => tx.execute(sql`select`))
      await Promise.all([ping(), ping(), ping()])
      const begun = signal()
      const inFlight = inTransaction(connections, 'begin', async (tx) => {
        await tx.execute(sql`insert into writes values ('in flight')`)
        begun.resolve()
        await tx.execute(sql`select pg_sleep(60)`)
      })
      await begun.promise
      const emptied = signal()
      connections.on('remove', () => connections.totalCount || emptied.resolve())

      database.end(signalName)

      await expect(inFlight).rejects.toThrow()
      await emptied.promise
      await expect(ping()).rejects.toThrow()

      expect(await database.startAgain()).toBe(database.url)
      await Promise.all([ping(), ping(), ping()])
      expect(await listWrites(database.url)).toEqual([])
    },
  )

  test(`keeps every acknowledged row when it is killed ten times (SEED=${SEED})`, async (context) => {
    const database = await startDatabase(context)
    const acknowledged: string[] = []
    let url = database.url

    for (let round = 0; round < 10; round++) {
      const moment = acknowledged.length + randomNumber(round, 200)
      const connections = createPool(url, 8)
      const writer = async () => {
        for (;;) {
          const id = randomUUID()
          await inTransaction(connections, 'begin', (tx) =>
            tx.execute(sql`insert into writes values (${id})`),
          )
          acknowledged.push(id)
          if (acknowledged.length === moment) database.end('SIGKILL')
        }
      }
      await Promise.allSettled(Array.from({ length: 8 }, writer))
      await connections.end()
      url = await database.startAgain()

      const written = new Set(await listWrites(url))
      expect(acknowledged.filter((id) => !written.has(id))).toEqual([])
    }

    // A power cut can lose more than a kill. These settings prevent it.
    const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`
    expect(await query(url, settings)).toEqual([{ fsync: 'on', commit: 'on' }])
  })
})

/** Starts an embedded database with a table `writes`. */
async function startDatabase(context: TestContext) {
  const { dataDir, folder } = await createDataDir(context)
  const { url } = await startEmbedded(dataDir)
  await query(url, 'create table writes (id text primary key)')
  return {
    url,
    /** SIGINT is a fast shutdown, SIGQUIT an immediate one. */
    end(signalName: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') {
      const postmaster = readPostmaster(folder)
      if (!postmaster) throw new Error('The database is not running.')
      process.kill(postmaster.pid, signalName)
    },
    async startAgain() {
      await stopEmbedded(dataDir) // otherwise startEmbedded returns the first result
      return (await startEmbedded(dataDir)).url
    },
  }
}

async function listWrites(url: string) {
  const rows = await query<{ id: string }>(url, 'select id from writes')
  return rows.map(({ id }) => id)
}

/** Returns 1 to `max`, the same for the same SEED. */
function randomNumber(round: number, max: number) {
  const hash = createHash('sha256').update(`${SEED} ${round}`).digest()
  return 1 + (hash.readUInt32BE() % max)
}
