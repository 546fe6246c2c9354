import { expect, test, vi } from 'vitest'
import { query } from '../../setup/databases'
import { createDatabase, importWith } from '../fixtures/own-database'

test('with TENANT_ISOLATION=schema, the start requires the right to create schemas', async () => {
  const database = await createDatabase('createrole')
  const { migrate } = await importWith(database)
  await migrate()
  const name = new URL(database.url).pathname.slice(1)
  await query(database.superuserUrl, `revoke create on database ${name} from "${database.login}"`)
  const start = async (isolation: string) => {
    vi.stubEnv('TENANT_ISOLATION', isolation)
    await importWith(database)
    const { requireCreateSchemasIfNeeded } = await import('@/db/tenants/can-create-schemas')
    return requireCreateSchemasIfNeeded()
  }

  await start('row')
  const message = await start('schema').then(String, (error: Error) => error.message)

  expect(message).toContain(`"${database.login}" cannot create schemas.`)
  await query(database.superuserUrl, message.match(/^ {2}.*$/m)?.[0] ?? '')
  await start('schema')
})
