import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, type TestContext, test } from 'vitest'
import { createPool, inTransaction } from '@/db/client'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { readPostmaster } from '@/db/embedded/postmaster'
import { query } from '../setup/databases'
import { signal } from './fixtures/crossing'
import { createDataDir } from './fixtures/holders'

const SEED = process.env.SEED ?? randomUUID().slice(0, 8)

// Each test has a server of its own to end.
describe.concurrent('a database', { timeout: 120_000 }, () => {
  test.for(['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)(
    'that ends by %s fails what is in flight, and serves the same pool once it is back',
    async (manner, context) => {
      const database = await startDatabase(context)
      const connections = createPool(database.url, 3)
      context.onTestFinished(() => connections.end())
      const answer = () => inTransaction(connections, 'begin', (tx) => tx.execute(sql`select`))
      await Promise.all([answer(), answer(), answer()])
      const begun = signal()
      const inFlight = inTransaction(connections, 'begin', async (tx) => {
        await tx.execute(sql`insert into writes values ('in flight')`)
        begun.resolve()
        await tx.execute(sql`select pg_sleep(60)`)
      })
      await begun.promise
      const emptied = signal()
      connections.on('remove', () => connections.totalCount || emptied.resolve())

      database.end(manner)

      await expect(inFlight).rejects.toThrow()
      await emptied.promise
      await expect(answer()).rejects.toThrow()

      expect(await database.startAgain()).toBe(database.url)
      await Promise.all([answer(), answer(), answer()])
      expect(await listWrites(database.url)).toEqual([])
    },
  )

  test(`that is killed ten times keeps what it acknowledged (SEED=${SEED})`, async (context) => {
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

    // A killed process cannot lose what the kernel has: against a power cut, these two must hold.
    const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`
    expect(await query(url, settings)).toEqual([{ fsync: 'on', commit: 'on' }])
  })
})

async function startDatabase(context: TestContext) {
  const { dataDir, folder } = await createDataDir(context)
  const { url } = await startEmbedded(dataDir)
  await query(url, 'create table writes (id text primary key)')
  return {
    url,
    /** Quickly: by SIGINT cleanly, by SIGQUIT without a checkpoint, by SIGKILL without a word. */
    end(manner: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') {
      const postmaster = readPostmaster(folder)
      if (!postmaster) throw new Error('The database does not run.')
      process.kill(postmaster.pid, manner)
    },
    async startAgain() {
      await stopEmbedded(dataDir) // a process starts a database once, unless it has stopped it
      return (await startEmbedded(dataDir)).url
    },
  }
}

async function listWrites(url: string) {
  const rows = await query<{ id: string }>(url, 'select id from writes')
  return rows.map(({ id }) => id)
}

/** From 1 to `max`, the same for the same seed. */
function randomNumber(round: number, max: number) {
  const hash = createHash('sha256').update(`${SEED} ${round}`).digest()
  return 1 + (hash.readUInt32BE() % max)
}
