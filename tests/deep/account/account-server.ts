import { removeDatabase } from '../../e2e/support/database'
import { dataDirOf, type Server, startServer } from '../../e2e/support/server'
import { test } from '../../e2e/support/test'

/** Starts a server with a mailbox and its own database for the tests of a file, at the base URL. */
export function serveAccounts(name: string) {
  const dataDir = dataDirOf(`account-${name}`)
  let server: Server
  test.use({ dataDir })
  test.describe.configure({ mode: 'default' })

  test.beforeAll(async () => {
    const { port } = new URL(test.info().project.use.baseURL ?? '')
    server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir, PROXIES: '1', PORT: port })
  })

  test.afterAll(async () => {
    await server.kill()
    await removeDatabase(dataDir)
  })
}
