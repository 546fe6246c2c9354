import { signIn } from '../../e2e/support/forms'
import { expect, test } from '../../e2e/support/test'
import { ACME, ADA, createProject, OLGA, SIGNED_OUT, type Site } from './site'

const GLOBEX = /Solar roof|Jun /

/** Headers by which a client could try to name another org, person or redirect. */
const FORGED: Record<string, string>[] = [
  { 'x-org': 'globex', 'x-tenant': 'globex', 'x-org-slug': 'globex' },
  { 'x-requested-path': '/globex/evil', 'x-tenant-from': 'cookie' },
  { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
  { 'x-middleware-rewrite': '/globex/projects', 'x-middleware-next': '1' },
  {
    'x-middleware-override-headers': 'x-requested-path,x-tenant-from',
    'x-middleware-request-x-requested-path': '/globex/evil',
    'x-middleware-request-x-tenant-from': 'cookie',
  },
  { 'x-invoke-path': '/globex/projects', 'x-matched-path': '/globex/projects' },
  { 'x-original-url': '/globex/projects', 'x-rewrite-url': '/globex/projects' },
  { 'x-nextjs-data': '1' },
  { 'x-forwarded-proto': 'https', forwarded: 'host=evil.example;proto=https' },
]

/** Forged headers, hosts, origins and redirects in one strategy. */
export function testForgedRequests(site: Site) {
  test('forged headers change nothing', async () => {
    const url = site.shown('acme', '/projects')
    const [ada, olga, signedOut] = await Promise.all(
      [ADA, OLGA, SIGNED_OUT].map((who) => site.ask(who, url)),
    )
    expect(signedOut?.headers.location).toContain('next=%2Facme%2Fprojects')
    for (const headers of FORGED) {
      const what = JSON.stringify(headers)
      const [asAda, asOlga, asSignedOut] = await Promise.all(
        [ADA, OLGA, SIGNED_OUT].map((who) => site.ask(who, url, { headers })),
      )
      expect(asAda?.status, what).toBe(ada?.status)
      expect(asAda?.text, what).toMatch(ACME)
      expect(asAda?.text, what).not.toMatch(GLOBEX)
      for (const [received, plain] of [
        [asOlga, olga],
        [asSignedOut, signedOut],
      ]) {
        expect(received?.status, what).toBe(plain?.status)
        expect(received?.headers.location, what).toBe(plain?.headers.location)
        expect(received?.text, what).not.toMatch(ACME)
      }
      const api = site.root('/api/projects?org=acme')
      expect((await site.ask(OLGA, api, { headers })).status, what).toBe(404)
      expect((await site.ask(SIGNED_OUT, api, { headers })).status, what).toBe(401)
    }
  })

  test('signing in never redirects to another site', async ({ browser }) => {
    const signInFor = (next: string) =>
      `${site.tenancy().origin}/sign-in?next=${encodeURIComponent(next)}`
    for (const next of ['//evil.example', '/acme//evil.example', '/acme/\\evil.example']) {
      const { headers } = await site.ask(ADA, signInFor(next))
      expect(new URL(headers.location ?? '', site.root('')).href, next).toBe(
        site.root('/acme/dashboard'),
      )
    }
    const page = await (await browser.newContext()).newPage()
    await page.goto(signInFor('/acme//evil.example'))
    await signIn({ name: 'Ada', email: ADA, page }, 'password')
    await expect(page).toHaveURL(site.root('/orgs'))
  })

  test('an unknown host gets a 404 that does not repeat it', async () => {
    const { host, hostname, port } = new URL(site.tenancy().origin)
    const hosts = [
      { host: `evil.other.localhost:${port}` },
      ...[`evil.example`, `${hostname}.evil.example`, `evil, ${host}`, `evil@${host}`].map(
        (name) => ({
          'x-forwarded-host': name,
        }),
      ),
      { 'x-forwarded-host': `${hostname}:1` },
    ]
    for (const path of [
      '/',
      '/sign-in',
      '/acme/team',
      '/team?org=acme',
      '/api/projects?org=acme',
    ]) {
      for (const headers of hosts) {
        const received = await site.ask(ADA, site.tenancy().origin + path, { headers })
        const what = `${path} ${JSON.stringify(headers)}`
        expect(received.status, what).toBe(404)
        expect(JSON.stringify(received), what).not.toMatch(/evil|Acme/)
        expect(received.headers['cache-control'], what).toBe('private, no-store')
      }
    }
  })

  test('a POST from another origin is refused', async ({ browser }) => {
    const page = await site.enter(browser, ADA)
    await page.goto(site.into('acme', '/projects'))
    const posted = page.waitForRequest((request) => request.method() === 'POST')
    await createProject(page, 'Moonshot')
    const original = await posted
    const url = original.url()
    const body = original.postDataBuffer() ?? Buffer.from('')
    const type = original.headers()['content-type'] ?? ''
    const action = {
      'next-action': original.headers()['next-action'] ?? '',
      'content-type': type,
    }
    const api = { 'content-type': 'application/json', 'x-org': 'acme' }
    const post = async (origin: string) => [
      (await site.ask(ADA, url, { method: 'POST', body, headers: { ...action, origin } })).status,
      (
        await site.ask(ADA, new URL('/api/projects', url).href, {
          method: 'POST',
          body: Buffer.from('{"name":"Moonshot"}'),
          headers: { ...api, origin },
        })
      ).status,
    ]
    const { origin, hostname } = new URL(url)
    const others = ['null', 'https://evil.example', `http://globex.${site.tenancy().domain}`]
    if (site.strategy === 'subdomain') others.push(site.tenancy().origin)
    for (const other of others) expect(await post(other), other).toEqual([403, 403])
    const elsewhere = { ...action, origin, 'x-forwarded-host': `evil.${hostname}:1` }
    expect((await site.ask(ADA, url, { method: 'POST', body, headers: elsewhere })).status).toBe(
      404,
    )
    const shots = page.getByRole('listitem').filter({ hasText: 'Moonshot' })
    await page.reload()
    await expect(shots).toHaveCount(1)
    expect(await post(origin)).toEqual([200, 201])
    await page.reload()
    await expect(shots).toHaveCount(3)
  })
}
