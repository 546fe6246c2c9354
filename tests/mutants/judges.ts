import { existsSync } from 'node:fs'
import type { Family, Mutant } from './mutant'

/** The project of `vitest.config.ts` in which a mutant must be noticed. */
export type Judge = {
  project: string
  /** Files and folders of tests, tried in this order. */
  stages: string[][]
}

const NEAR = ['tests/orgs', 'tests/projects']
const FAR = ['tests/audit', 'tests/auth']

// Two walls mask each other: who breaks one is judged where the other is off.
const SERVICES: Judge = {
  project: 'without policies',
  stages: [['tests/orgs/outsiders.test.ts'], NEAR, FAR],
}

const WHOLE = [
  ['tests/orgs', 'tests/projects', 'tests/audit'],
  [
    'tests/db/tenants',
    ...['doors', 'migrate', 'seed', 'verify'].map((name) => `tests/db/${name}.test.ts`),
  ],
]

const JUDGES: Record<Family, Judge> = {
  condition: SERVICES,
  check: SERVICES,
  refusal: SERVICES,
  permission: { ...SERVICES, stages: [['tests/orgs/permissions.test.ts'], NEAR] },
  guard: { project: 'all', stages: [['tests/orgs/guards.test.ts', 'tests/orgs/actions.test.ts']] },
  page: { project: 'all', stages: [['tests/architecture.test.ts']] },
  wall: { project: 'all', stages: [['tests/db/policies'], ...WHOLE] },
  door: {
    project: 'all',
    stages: [['tests/db/transactions.test.ts', 'tests/db/policies'], ...WHOLE],
  },
}

/** What policies don't hide, because it has no part in them or runs as the system. */
const ELSEWHERE: Record<string, Judge> = {
  'lib/auth/emails.ts': { project: 'all', stages: [['tests/mail']] },
  'lib/auth/accounts.ts': SERVICES,
  'lib/auth/': { project: 'all', stages: [['tests/auth'], ['tests/orgs']] },
  'lib/orgs/emails.ts': { project: 'all', stages: [['tests/mail']] },
  'lib/http.ts': { project: 'all', stages: [['tests/lib']] },
  'lib/tenancy/': { project: 'all', stages: [['tests/tenancy', 'tests/lib']] },
  'lib/orgs/guards.ts': JUDGES.guard,
  'lib/orgs/actions.ts': JUDGES.guard,
  'db/client.ts': {
    project: 'all',
    stages: [['tests/db/connection-loss.test.ts'], ...JUDGES.door.stages],
  },
}

/** The test that is named like the file comes first. */
export function judgeOf({ family, file }: Mutant): Judge {
  const start = Object.keys(ELSEWHERE).find((name) => file.startsWith(name)) ?? ''
  const usual = JUDGES[family]
  const { project, stages } = (usual === SERVICES && ELSEWHERE[start]) || usual
  const own = file.replace(/^lib\/(.*)\.tsx?$/, 'tests/$1.test.ts')
  const isOwn = own !== file && existsSync(own) && project === SERVICES.project
  return { project, stages: isOwn ? [[own], ...stages] : stages }
}
