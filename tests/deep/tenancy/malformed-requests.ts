import { actions, routes } from '../../e2e/attack/build'
import { expect, test } from '../../e2e/support/test'
import { ADA, SIGNED_OUT, type Site } from './site'

const STACK = /\n\s+at /

/** Files, probes and forms that no page of the app asks for or sends, in one strategy. */
export function testMalformedRequests(site: Site) {
  test('a file is sent or not found, and a path that can be no organization is not found', async () => {
    const subdomain = new URL(site.shown('acme', '/team')).origin
    const hosts = [site.root(''), ...(site.strategy === 'subdomain' ? [subdomain] : [])]
    for (const host of hosts) {
      for (const who of [SIGNED_OUT, ADA]) {
        const statusOf = async (path: string) => (await site.ask(who, host + path)).status
        for (const file of ['/robots.txt', '/favicon.ico', '/icon']) {
          expect(await statusOf(file), host + file).toBe(200)
        }
        for (const path of ['/feed.xml', '/wp-login.php', '/.env', '/.git/config']) {
          const { status, text } = await site.ask(who, host + path)
          expect({ status, text }, host + path).toEqual({ status: 404, text: 'Not found.' })
        }
      }
    }
    for (const path of [
      '/ACME',
      '/a_b/team',
      '/admin',
      '/orgs/team',
      '/sign-in/settings',
      '/404',
    ]) {
      expect((await site.ask(SIGNED_OUT, site.root(path))).status, path).toBe(404)
    }
    const { headers } = await site.ask(SIGNED_OUT, site.into('wp-admin', '/team'))
    expect(headers.location).toMatch(/\/sign-in\?next=|\/team$/)
  })

  test('an unknown path of the API is a 404 with JSON', async () => {
    for (const path of ['/api', '/api/team', '/api/wp-login.php', '/api/projects/1']) {
      for (const method of ['GET', 'POST']) {
        const { status, headers, text } = await site.ask(SIGNED_OUT, site.root(path), { method })
        expect(status, path).toBe(404)
        expect(headers['content-type'], path).toBe('application/json')
        expect(JSON.parse(text), path).toMatchObject({ error: { code: 'not_found' } })
      }
    }
  })

  test('every error of the API is JSON, whatever the method', async () => {
    const paths = routes()
      .map(({ route }) => route)
      .filter((route) => route.startsWith('/api/'))
    expect(paths).toEqual(expect.arrayContaining(['/api/health', '/api/projects']))
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
        const { status, headers, text } = await site.ask(SIGNED_OUT, site.root(path), { method })
        const what = `${method} ${path}: ${status}`
        expect(headers['content-type'], what).toBe('application/json')
        if (status !== 200)
          expect(JSON.parse(text), what).toMatchObject({ error: { code: expect.any(String) } })
      }
    }
  })

  test('a malformed form is refused, and the log has no stack', async () => {
    const url = site.shown('acme', '/projects')
    const { id } = actions().find(({ name }) => name === 'createProjectAction') ?? { id: '' }
    const action = { 'next-action': id, origin: new URL(url).origin }
    const form = { 'content-type': 'multipart/form-data; boundary=x' }
    const field = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`
    const cases: [number, Record<string, string>, string][] = [
      [400, { ...action, 'content-type': 'text/plain' }, '[]'],
      [400, { ...action, 'content-type': 'application/x-www-form-urlencoded' }, '0=[]'],
      [400, { ...action, ...form }, 'garbage'],
      [400, { ...action, ...form }, field('0', '[')],
      [400, { ...action, ...form }, field('0', '[]')],
      [400, { ...action, ...form }, field('0', '["$F1",{},{}]')],
      [400, form, field('name', 'Stolen')],
      [403, { ...action, ...form, origin: 'https://evil.example' }, field('0', '["$K1"]')],
      [403, { ...form, origin: 'null' }, field('name', 'Stolen')],
      [413, { ...action, ...form }, field('name', 'x'.repeat(1024 * 1024))],
      // The page may be from before a deploy.
      [409, { ...action, ...form, 'next-action': '40'.repeat(21) }, field('0', '["$K1"]')],
      // These are well-formed, but not what the action expects.
      [404, { ...action, ...form }, field('0', '["$K1"]')],
      [404, { ...action, ...form }, field('0', '["no-id",{},"$K1"]')],
      [404, { ...action, ...form }, field('0', '[{"id":1},"$undefined","$K1"]')],
    ]
    const before = site.log().length
    for (const [expected, headers, text] of cases) {
      const body = Buffer.from(text)
      const sent = { method: 'POST', headers: { ...headers, 'content-length': `${body.length}` } }
      const { status } = await site.ask(ADA, url, { ...sent, body })
      expect(status, JSON.stringify([headers, text.slice(0, 100)])).toBe(expected)
    }
    expect(site.log().slice(before)).not.toMatch(STACK)
  })
}
