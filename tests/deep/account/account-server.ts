import { removeDatabase } from '../../e2e/support/database'
import { dataDirOf, type Server, startServer } from '../../e2e/support/server'
import { test } from '../../e2e/support/test'

/** Starts a server with a mailbox for the tests of the file, at the base URL. */
export function serveAccounts() {
  const dataDir = dataDirOf('account')
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
