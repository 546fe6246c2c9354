import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import pLimit from 'p-limit'
import { leaksOf } from '../attack/leaks'
import { takeSnapshot } from '../attack/snapshot'
import { createTargetOrg, type TargetOrg } from '../attack/target-org'
import { actions, routes } from '../e2e/attack/build'
import { removeDatabase, setValidPasswords } from '../e2e/support/database'
import { dataDirOf, startWithoutWorker } from '../e2e/support/server'
import { expect, test } from '../e2e/support/test'
import { ask } from './fuzz/ask'
import { errorsIn, faultsIn } from './fuzz/faults'
import { type FuzzedRequest, print, requestsTo } from './fuzz/requests'

const SEED = Number(process.env.SEED)
const ROUNDS = Number(process.env.ROUNDS ?? 50)
const REQUESTS_PER_ROUND = 310

const dataDir = dataDirOf('fuzz')
const limit = pLimit(8)

test.use({ dataDir })

test.afterAll(() => removeDatabase(dataDir))

test(`random requests cause no error and show no other organization (SEED=${SEED})`, async () => {
  const server = await startWithoutWorker(dataDir, { PROXIES: '1' })
  try {
    const { AUTH_SECRET = '', DATABASE_URL = '' } = process.env
    const secrets = [AUTH_SECRET, new URL(DATABASE_URL).password]
    const globex = await createTargetOrg()
    await setValidPasswords()
    const url = new URL(server.url)
    const control = await ask(url, opensTeam(globex), globex)
    const before = await takeSnapshot(globex)
    const findLeaks = leaksOf(before, '')
    // Otherwise a wrong cookie would turn every request into one without a session.
    expect(findLeaks(control.text, '')).not.toEqual([])
    const startOfLog = server.output().length
    const faults: object[] = []
    for (let round = 0; round < ROUNDS; round++) {
      // The org of the actors is a new one, because they can delete it.
      const acme = await createTargetOrg()
      await setValidPasswords()
      const options = { seed: SEED + round, numRuns: REQUESTS_PER_ROUND }
      const requests = fc.sample(requestsTo(routes(), actions(), acme), options)
      const tried = requests.map(async (request) => {
        const received = await limit(() => ask(url, request, acme))
        const leaks = findLeaks(`${JSON.stringify(received.headers)}\n${received.text}`, '')
        const found = [...faultsIn(request, received, secrets), ...leaks]
        if (found.length) faults.push({ found, ...print(request) })
      })
      await Promise.all(tried)
    }
    const errors = errorsIn(server.output().slice(startOfLog))
    const file = test.info().outputPath('faults.json')
    writeFileSync(file, JSON.stringify({ faults, errors }, null, 2))

    expect(faults.slice(0, 3), `${faults.length} faults, all of them in ${file}`).toEqual([])
    expect(errors, 'errors in the log').toEqual([])
    expect(findLeaks(server.output(), '')).toEqual([])
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
    expect(await takeSnapshot(globex)).toEqual(before)
  } finally {
    await server.kill()
  }
})

const opensTeam = ({ admin }: TargetOrg): FuzzedRequest => ({
  actor: 'admin',
  method: 'GET',
  path: `/${admin.org.slug}/team`,
  headers: {},
  cookies: [],
})
