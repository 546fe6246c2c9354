import { existsSync, readdirSync } from 'node:fs'
import type { Family, Mutant } from './mutant'

/** Test files and folders in the order in which they run, and their project in `vitest.config.ts`. */
export type NearestTests = { project: string; stages: string[][] }

const SERVICE_TESTS = readdirSync('tests')
  .filter((name) => existsSync(`tests/${name}/examples.ts`))
  .map((name) => `tests/${name}`)

// A policy would hide a broken condition of a service, so that these run without policies.
const SERVICES: NearestTests = {
  project: 'without policies',
  stages: [['tests/orgs/outsiders.test.ts'], SERVICE_TESTS],
}

const ALL_DATABASE_TESTS = [SERVICE_TESTS, ['tests/db', 'tests/seed']]
const GUARDS = ['tests/orgs/guards.test.ts', 'tests/orgs/actions.test.ts']

const BY_FAMILY: Record<Family, NearestTests> = {
  condition: SERVICES,
  check: SERVICES,
  refusal: SERVICES,
  permission: { ...SERVICES, stages: [['tests/orgs/permissions.test.ts'], SERVICE_TESTS] },
  guard: inAll(GUARDS),
  page: inAll(['tests/app/guards.test.ts']),
  policy: inAll(['tests/db/policies'], ...ALL_DATABASE_TESTS),
  transaction: inAll(
    ['tests/db/transactions.test.ts', 'tests/db/query-with-settings.test.ts', 'tests/db/policies'],
    ...ALL_DATABASE_TESTS,
  ),
}

/** Files without policies, or that run as the system, by the start of their path. */
const BY_FILE: Record<string, NearestTests> = {
  'lib/auth/emails.ts': inAll(['tests/mail']),
  'lib/auth/accounts.ts': SERVICES,
  'lib/auth/': inAll(['tests/auth'], ['tests/orgs']),
  'lib/orgs/emails.ts': inAll(['tests/mail']),
  'lib/http.ts': inAll(['tests/lib']),
  'lib/tenancy/': inAll(['tests/tenancy', 'tests/lib']),
  'lib/orgs/guards.ts': BY_FAMILY.guard,
  'lib/orgs/actions.ts': BY_FAMILY.guard,
  'db/client.ts': inAll(['tests/db/connection-loss.test.ts'], ...BY_FAMILY.transaction.stages),
  'db/': inAll(['tests/db', 'tests/orgs']),
}

/** The test with the name of the file comes first, then the folder with its name. */
export function nearestTests({ family, file }: Mutant): NearestTests {
  const start = Object.keys(BY_FILE).find((name) => file.startsWith(name)) ?? ''
  const usual = BY_FAMILY[family]
  const { project, stages } = (usual === SERVICES && BY_FILE[start]) || usual
  if (project !== SERVICES.project) return { project, stages }
  const test = file.replace(/^lib\/(.*)\.tsx?$/, 'tests/$1.test.ts')
  const folder = file.replace(/^lib\/([^/]+)\/.*$/, 'tests/$1')
  const own = [test, folder].filter((path) => path !== file && existsSync(path))
  return { project, stages: [...own.map((path) => [path]), ...stages] }
}

function inAll(...stages: string[][]): NearestTests {
  return { project: 'all', stages }
}
