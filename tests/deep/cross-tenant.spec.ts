import pLimit from 'p-limit'
import { STRATEGIES, type Strategy } from '@/lib/tenancy/config'
import { leaksOf } from '../attack/leaks'
import { signedIn } from '../attack/outsiders'
import { takeSnapshot } from '../attack/snapshot'
import { createTargetOrg } from '../attack/target-org'
import { withoutIpAddresses } from '../e2e/attack/attack-as'
import { removeDatabase, setValidPasswords } from '../e2e/support/database'
import { dataDirOf, type Server, startWithoutWorker } from '../e2e/support/server'
import { expect, test } from '../e2e/support/test'
import { createAttackers } from './cross-tenant/attackers'
import { attemptsOn } from './cross-tenant/attempts'
import { faultsOf } from './cross-tenant/faults'

const dataDir = dataDirOf('cross-tenant')
const limit = pLimit(8)

test.use({ dataDir })

// The tests share a database.
test.describe.configure({ mode: 'default' })

test.afterAll(() => removeDatabase(dataDir))

for (const strategy of STRATEGIES) {
  test(`no way to name an organization opens it to outsiders (${strategy})`, async () => {
    const server = await startWithoutWorker(dataDir, { TENANT_RESOLUTION: strategy })
    try {
      await attack(server, strategy)
    } finally {
      await server.kill()
    }
  })
}

async function attack(server: Server, strategy: Strategy) {
  const acme = await createTargetOrg()
  const attackers = await createAttackers(acme)
  await setValidPasswords()
  const root = strategy === 'subdomain' ? 'app.localhost' : 'localhost'
  const host = new URL(server.url).host.replace('localhost', root)
  const attempts = await attemptsOn(acme, host)
  const before = await takeSnapshot(acme)
  const readable = withoutIpAddresses([before.rows, before.people['public.users']])
  // Otherwise a wrong host or cookie would turn every attempt into a refusal.
  const insider = { host, attacker: await signedIn(acme.otherAdmin.user), isMember: false }
  const control = attempts.filter(({ what }) => what === `GET /[orgSlug]/team by ${strategy}`)
  expect(control).toHaveLength(1)
  for (const attempt of control) {
    expect(await faultsOf(attempt, { ...insider, findLeaks: leaksOf(before, '') })).not.toEqual([])
  }

  let requests = 0
  for (const [turn, [name, attacker]] of Object.entries(attackers).entries()) {
    const isMember = name === 'a demoted admin'
    // Two of five, others than for the attacker before.
    const tried = attempts
      .filter((_, at) => (at + turn) % 5 < 2)
      .filter(({ changes }) => !(isMember && changes))
    const findLeaks = leaksOf(before, [attacker, isMember && readable])
    const found = tried.map((attempt) =>
      limit(() => faultsOf(attempt, { host, attacker, isMember, findLeaks })),
    )
    expect((await Promise.all(found)).flat(), name).toEqual([])
    expect(await takeSnapshot(acme), name).toEqual(before)
    requests += tried.length
  }
  expect(leaksOf(before, '')(server.output(), '')).toEqual([])
  expect(requests).toBeGreaterThan(1_900)
}
