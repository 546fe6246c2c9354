import { dataDirOf, startServer } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { ADA, signedInState, stop, switcher } from './site'

for (const { strategies, host, cases } of [
  {
    strategies: 'subdomain,path',
    host: 'app.localhost',
    cases: [
      ['app.localhost/acme/team?sort=joined', 'acme.app.localhost/team?sort=joined', 'Acme'],
      ['app.localhost/globex', 'globex.app.localhost/dashboard', 'Globex'],
    ],
  },
  {
    strategies: 'cookie,param',
    host: 'localhost',
    cases: [
      ['localhost/team?org=acme&sort=joined', 'localhost/team?sort=joined', 'Acme'],
      ['localhost/team', 'localhost/team', 'Acme'],
      ['localhost/team?org=globex', 'localhost/team', 'Globex'],
      ['localhost/acme/projects', 'localhost/projects', 'Acme'],
    ],
  },
  {
    strategies: 'param,path,cookie',
    host: 'localhost',
    cases: [
      ['localhost/acme/team', 'localhost/team?org=acme', 'Acme'],
      ['localhost/team', 'localhost/team?org=acme', 'Acme'],
      ['localhost/team?org=globex', 'localhost/team?org=globex', 'Globex'],
    ],
  },
]) {
  test(`with ${strategies}, every form is understood and redirects to the first`, async ({
    browser,
  }) => {
    const dataDir = dataDirOf(`tenancy-${strategies}`)
    const server = await startServer({
      LOCAL_MODE: '1',
      TENANT_RESOLUTION: strategies,
      DATA_DIR: dataDir,
    })
    try {
      const { port } = new URL(server.url)
      const urlOf = (short: string) => `http://${short.replace('/', `:${port}/`)}`
      const storageState = await signedInState(browser, urlOf(`${host}/`).replace(/\/$/, ''), ADA)
      const page = await (await browser.newContext({ storageState })).newPage()
      for (const [requested = '', shown = '', org = ''] of cases) {
        await page.goto(urlOf(requested))
        await expect(page).toHaveURL(urlOf(shown))
        await expect(switcher(page)).toHaveText(new RegExp(org))
        await page.getByRole('link', { name: 'Activity', exact: true }).click()
        await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
        await expect(switcher(page)).toHaveText(new RegExp(org))
      }
    } finally {
      await stop(server, dataDir)
    }
  })
}
