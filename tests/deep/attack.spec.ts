import { rmSync } from 'node:fs'
import { attack, serve } from '../e2e/attack/attack'
import { removeDatabase } from '../e2e/support/database'
import { buildWithoutMiddleware, dataDirOf } from '../e2e/support/server'
import { expect, test } from '../e2e/support/test'

const dataDir = dataDirOf('attack')

test.use({ dataDir })
// The tests share a database.
test.describe.configure({ mode: 'default' })
test.afterAll(() => removeDatabase(dataDir))

test('with a schema per tenant, no page, route or action leaks or changes an organization', async () => {
  await attack(await serve(dataDir, 'schema'))
})

test('nor does any without the middleware', async () => {
  const build = buildWithoutMiddleware()
  try {
    const server = await serve(dataDir, 'row', build)
    const { headers } = await fetch(`${server.url}/sign-in`)
    expect(headers.get('content-security-policy')).not.toContain('nonce') // the middleware sets it
    await attack(server, ['an admin of another org', 'a demoted admin', 'no session'])
  } finally {
    rmSync(build, { recursive: true, force: true })
  }
})
