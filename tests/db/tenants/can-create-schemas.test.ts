import { expect, test, vi } from 'vitest'
import { query } from '../../setup/databases'
import { createDatabase, load } from '../fixtures/own-database'

test('where new organizations need schemas, a login that may not create them is told at start', async () => {
  const database = await createDatabase('createrole')
  const { migrate } = await load(database)
  await migrate()
  const name = new URL(database.url).pathname.slice(1)
  await query(database.superuserUrl, `revoke create on database ${name} from "${database.login}"`)
  const atStart = async (isolation: string) => {
    vi.stubEnv('TENANT_ISOLATION', isolation)
    await load(database)
    const { requireCreateSchemasIfNeeded } = await import('@/db/tenants/can-create-schemas')
    return requireCreateSchemasIfNeeded()
  }

  await atStart('row')
  const refusal = await atStart('schema').then(String, (error: Error) => error.message)

  expect(refusal).toContain(`"${database.login}" may not create schemas.`)
  await query(database.superuserUrl, refusal.match(/^ {2}.*$/m)?.[0] ?? '')
  await atStart('schema')
})
