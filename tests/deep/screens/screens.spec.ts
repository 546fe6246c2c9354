import { removeDatabase } from '../../e2e/support/database'
import { dataDirOf, type Server, startWithoutWorker } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { checkScreens } from './check-screens'
import { faultsOn } from './faults'
import { createLongNames } from './long-names'
import { violationsOn } from './violations'

const dataDir = dataDirOf('screens')

test.use({ dataDir })
// The tests share a database.
test.describe.configure({ mode: 'default' })

let server: Server
let content: Awaited<ReturnType<typeof createLongNames>>

test.beforeAll(async () => {
  server = await startWithoutWorker(dataDir)
  content = await createLongNames()
})

test.afterAll(async () => {
  await server.kill()
  await removeDatabase(dataDir)
})

const NARROW = { viewport: { width: 320, height: 640 }, hasTouch: true }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
const DESKTOP = { viewport: { width: 1280, height: 800 } }

test('with names of 100 characters, each page fits on a narrow phone and can be tapped', async ({
  browser,
}) => {
  expect(await checkScreens(browser, server.url, content, NARROW, faultsOn)).toEqual({})
})

for (const [device, screen] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing on a ${device} in the ${colorScheme} theme`, async ({ browser }) => {
      const { admin, visitor } = content.sessions
      const seen = { ...content, sessions: { admin, visitor } }
      const options = { ...screen, colorScheme }
      expect(await checkScreens(browser, server.url, seen, options, violationsOn)).toEqual({})
    })
  }
}
