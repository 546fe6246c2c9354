import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { openMail, signUp } from '../../e2e/support/forms'
import { passwordResets, storedEmails } from '../../e2e/support/password-resets'
import { dataDirOf, type Server, startServer, startWithoutWorker } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'

const dataDir = dataDirOf('kill')
const ROUNDS = 20
const WRITERS = 4

// Both tests kill the same database.
test.describe.configure({ mode: 'default' })

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('kill -9 of the server or of the database loses no acknowledged write', async () => {
  test.setTimeout(300_000)
  const acknowledged: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startWithoutWorker(dataDir, { PROXIES: '1' })
    const database = postmaster()
    const enough = acknowledged.length + randomInt(1, 60)
    const load = writeUntil(server, acknowledged, enough)
    await load.reached
    if (round % 2) {
      process.kill(database, 'SIGKILL')
      await expect.poll(() => [0, database].includes(postmaster())).toBe(false)
      await expect.poll(() => health(server)).toBe(200)
      expect(server.process.exitCode).toBeNull()
    }
    await server.kill()
    await load.ended
  }
  const { url } = await startEmbedded(dataDir)
  const stored = await storedEmails(url)
  expect(acknowledged.filter((email) => !stored.has(email))).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(ROUNDS)
  await stopEmbedded(dataDir)
})

test('a server starts a killed database again and sends email', async ({ browser }) => {
  const server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir })
  try {
    const database = postmaster()
    process.kill(database, 'SIGKILL')
    await expect.poll(() => [0, database].includes(postmaster())).toBe(false)
    await expect.poll(() => health(server)).toBe(200)
    const page = await browser.newPage({ baseURL: server.url })
    const nora = { name: 'Nora', email: `${randomUUID()}@example.com`, page }
    await signUp(nora)
    await openMail(nora, /verify your email/i)
  } finally {
    await server.kill()
  }
})

/**
 * Posts password resets concurrently until the server exits, and adds each acknowledged email.
 * `reached` resolves once there are `enough` of them.
 */
function writeUntil(server: Server, acknowledged: string[], enough: number) {
  let resolveReached = () => {}
  const reached = new Promise<void>((resolve) => {
    resolveReached = resolve
  })
  const write = async () => {
    const resets = await passwordResets(server.url)
    while (server.process.exitCode === null && server.process.signalCode === null) {
      const email = `${randomUUID()}@example.com`
      if (await resets.request(email)) acknowledged.push(email)
      if (acknowledged.length >= enough) resolveReached()
    }
  }
  const ended = Promise.all(Array.from({ length: WRITERS }, () => write().catch(() => {})))
  return { reached, ended }
}

/** The status of the health endpoint. */
async function health(server: Server) {
  const response = await fetch(`${server.url}/api/health`)
  return response.status
}

/** The process id of the embedded PostgreSQL, or 0 while it starts. */
function postmaster(): number {
  try {
    return Number.parseInt(readFileSync(path.join(dataDir, 'database/postmaster.pid'), 'utf8'), 10)
  } catch {
    return 0
  }
}
