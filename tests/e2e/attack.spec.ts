import { rmSync } from 'node:fs'
import { databaseEnv } from '@/lib/env'
import { leaksOf } from '../attack/leaks'
import { createOutsiders, OUTSIDERS, type OutsiderName } from '../attack/outsiders'
import { takeSnapshot } from '../attack/snapshot'
import { createTargetOrg } from '../attack/target-org'
import { attackAs } from './attack/attack-as'
import { actions, routes } from './attack/build'
import { removeDatabase, setValidPasswords } from './support/database'
import {
  buildWithoutMiddleware,
  dataDirOf,
  type Server,
  startWithoutWorker,
} from './support/server'
import { expect, test } from './support/test'

const dataDir = dataDirOf('attack')

test.use({ dataDir })

// The tests share a database.
test.describe.configure({ mode: 'default', timeout: 900_000 })

test.afterAll(() => removeDatabase(dataDir))

for (const isolation of ['row', 'schema'] as const) {
  test(`no page, route or action leaks or changes an organization (${isolation})`, async () => {
    await attack(await serve(isolation), isolation)
  })
}

test('nor does any without the middleware', async () => {
  const build = buildWithoutMiddleware()
  try {
    const server = await serve('row', build)
    const { headers } = await fetch(`${server.url}/sign-in`)
    expect(headers.get('content-security-policy')).not.toContain('nonce') // the middleware sets it
    await attack(server, 'row', ['an admin of another org', 'a demoted admin', 'no session'])
  } finally {
    rmSync(build, { recursive: true, force: true })
  }
})

const serve = (isolation: string, build?: string) =>
  startWithoutWorker(dataDir, { TENANT_ISOLATION: isolation }, build)

/** Attacks a new org on this server as each outsider, and looks for leaks in the server's output. */
async function attack(
  server: Server,
  isolation: 'row' | 'schema',
  names: readonly OutsiderName[] = OUTSIDERS,
) {
  try {
    // Only decides where new orgs have their tables.
    Object.assign(databaseEnv(), { TENANT_ISOLATION: isolation })
    const acme = await createTargetOrg()
    const outsiders = await createOutsiders(acme)
    await setValidPasswords()
    const targets = { routes: routes(), actions: actions() }
    for (const name of names) {
      await test.step(name, () => attackAs({ server, acme, outsiders }, name, targets))
    }
    expect(leaksOf(await takeSnapshot(acme), '')(server.output(), '')).toEqual([])
  } finally {
    await server.kill()
  }
}
