import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { closePool } from '@/db/client'
import { stopEmbedded } from '@/db/embedded'
import { passwords } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { hashPassword } from '@/lib/auth/password'
import { env } from '@/lib/env'
import { prepareEnvironment } from '@/lib/server/prepare'
import { fillAcme } from '../attack/acme'
import { ATTACKERS, type AttackerName, attackersOf } from '../attack/attackers'
import { findLeaksOf } from '../attack/markers'
import { actions, routes } from './attack/build'
import { intrude } from './attack/intrude'
import { buildWithoutMiddleware, dataDirOf, type Server, startServer } from './server'

const dataDir = dataDirOf('attack')
const SET_BY_MIDDLEWARE = 'content-security-policy'

// They share a database.
test.describe.configure({ mode: 'default', timeout: 900_000 })

test.afterAll(async () => {
  await closePool()
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

for (const isolation of ['row', 'schema'] as const) {
  test(`no page, route or action gives an organization away (${isolation})`, async () => {
    await attack(await serve(isolation), isolation)
  })
}

test('nor does the middleware matter for that', async () => {
  const build = buildWithoutMiddleware()
  try {
    const server = await serve('row', build)
    expect((await fetch(`${server.url}/sign-in`)).headers.has(SET_BY_MIDDLEWARE)).toBe(false)
    await attack(server, 'row', ['an admin of another org', 'a demoted admin', 'no session'])
  } finally {
    rmSync(build, { recursive: true, force: true })
  }
})

const serve = (isolation: string, build?: string) =>
  startServer({ DATA_DIR: dataDir, WORKER: 'separate', TENANT_ISOLATION: isolation }, build)

async function attack(
  server: Server,
  isolation: 'row' | 'schema',
  names: readonly AttackerName[] = ATTACKERS,
) {
  try {
    process.env.DATA_DIR = dataDir
    await prepareEnvironment()
    // Where the tables of new orgs are is all that this says.
    Object.assign(env(), { TENANT_ISOLATION: isolation })
    const acme = await fillAcme()
    const attackers = await attackersOf(acme)
    // What the factories have instead of a hash is none.
    const hash = await hashPassword(randomUUID())
    await asSystem('test', (tx) => tx.update(passwords).set({ hash }))
    const targets = { routes: routes(), actions: actions() }
    for (const name of names) {
      await test.step(name, () => intrude({ server, acme, attackers }, name, targets))
    }
    expect((await findLeaksOf(acme))(server.output(), '')).toEqual([])
  } finally {
    await server.kill()
  }
}
