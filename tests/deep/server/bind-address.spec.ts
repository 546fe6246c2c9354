import { hostname } from 'node:os'
import { prepare } from '@/lib/server/prepare'
import type { Strategy } from '@/lib/tenancy/config'
import { removeDatabase } from '../../e2e/support/database'
import { dataDirOf, startServer } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { createOrg, startSession } from '../../factories'

const dataDir = dataDirOf('bind-address')
const STANDALONE = '.next/standalone'

// The org page that a proxy forwards in each strategy.
const REQUESTS: Record<
  Strategy,
  (slug: string) => { host: string; path: string; cookie?: string }
> = {
  path: (slug) => ({ host: 'app.example.com', path: `/${slug}/team` }),
  subdomain: (slug) => ({ host: `${slug}.example.com`, path: '/team' }),
  cookie: (slug) => ({ host: 'app.example.com', path: '/team', cookie: `org=${slug}` }),
  param: (slug) => ({ host: 'app.example.com', path: `/team?org=${slug}` }),
}

test.use({ dataDir })

test.describe.configure({ mode: 'default' })

let org: { slug: string; session: string }

test.beforeAll(async () => {
  process.env.DATA_DIR = dataDir
  await prepare()
  const { admin } = await createOrg('Initech')
  org = { slug: admin.org.slug, session: (await startSession(admin.user.id)).token }
})

test.afterAll(() => removeDatabase(dataDir))

const CASES: [bind: string, strategy: Strategy, build?: string][] = [
  ['127.0.0.1', 'path'],
  ['127.0.0.1', 'subdomain'],
  ['127.0.0.1', 'cookie'],
  ['127.0.0.1', 'param'],
  ['::1', 'subdomain'],
  ['0.0.0.0', 'subdomain'],
  [hostname(), 'subdomain'],
  ['127.0.0.1', 'path', STANDALONE],
  ['127.0.0.1', 'subdomain', STANDALONE],
]

for (const [bind, strategy, build] of CASES) {
  const what = build ? 'the standalone server' : 'the server'
  test(`${what} at ${bind} serves the pages of an org itself (${strategy})`, async () => {
    const server = await startServer(environment(strategy), build, bind)
    const { host, path, cookie = '' } = REQUESTS[strategy](org.slug)
    const session = `__Host-app.session=${org.session}; __Secure-app.session=${org.session}`
    try {
      for (const proto of ['https', 'http']) {
        // As nginx sends it.
        const response = await fetch(server.url + path, {
          headers: {
            'X-Forwarded-Host': host,
            'X-Forwarded-Proto': proto,
            Cookie: `${session}; ${cookie}`,
          },
          redirect: 'manual',
          signal: AbortSignal.timeout(10_000),
        })
        expect(response.status, proto).toBe(200)
        const html = await response.text()
        expect(html).toContain('Initech')
        expect(html).toContain('<h1')
      }
      expect(server.output()).not.toContain('Failed to proxy')
    } finally {
      await server.kill()
    }
  })
}

// A standalone server has no embedded PostgreSQL, so this is a complete production environment.
const environment = (strategy: Strategy) => ({
  APP_URL: 'https://app.example.com',
  ROOT_DOMAIN: 'example.com',
  TENANT_RESOLUTION: strategy,
  DATABASE_URL: process.env.DATABASE_URL ?? '',
  AUTH_SECRET: 'a secret that only this test knows, long enough',
  RESEND_API_KEY: 're_test',
  MAIL_FROM: 'Acme <hello@acme.example>',
  WORKER: 'separate',
})
