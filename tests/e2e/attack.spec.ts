import { attack, serve } from './attack/attack'
import { removeDatabase } from './support/database'
import { dataDirOf } from './support/server'
import { test } from './support/test'

const dataDir = dataDirOf('attack')

test.use({ dataDir })
test.describe.configure({ timeout: 900_000 })
test.afterAll(() => removeDatabase(dataDir))

// With a schema per tenant, and without the middleware: tests/deep/attack.spec.ts.
test('no page, route or action leaks or changes an organization', async () => {
  await attack(await serve(dataDir, 'row'))
})
