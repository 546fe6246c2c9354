import { databaseEnv } from '@/lib/env'
import { leaksOf } from '../../attack/leaks'
import { createOutsiders, OUTSIDERS, type OutsiderName } from '../../attack/outsiders'
import { takeSnapshot } from '../../attack/snapshot'
import { createTargetOrg } from '../../attack/target-org'
import { setValidPasswords } from '../support/database'
import { type Server, startWithoutWorker } from '../support/server'
import { expect, test } from '../support/test'
import { attackAs } from './attack-as'
import { actions, routes } from './build'

/** A server whose new orgs have their tables in the shared schema or in one of their own. */
export async function serve(dataDir: string, isolation: 'row' | 'schema', build?: string) {
  // The orgs that the factories create in this process, too.
  Object.assign(databaseEnv(), { TENANT_ISOLATION: isolation })
  return startWithoutWorker(dataDir, { TENANT_ISOLATION: isolation }, build)
}

/** Attacks a new org as each outsider, looks for leaks in the server's output, and stops the server. */
export async function attack(server: Server, names: readonly OutsiderName[] = OUTSIDERS) {
  try {
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
