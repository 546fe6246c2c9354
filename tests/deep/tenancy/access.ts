import { lastOrgCookie } from '@/lib/tenancy/last-org'
import { openMail, signIn } from '../../e2e/support/forms'
import type { Sent } from '../../e2e/support/send'
import { expect, test } from '../../e2e/support/test'
import { ACME, ADA, JUN, MILO, OLGA, SIGNED_OUT, type Site } from './site'

const PAGES = ['dashboard', 'projects', 'team', 'activity', 'settings', 'activity/export']

/** The kinds of requests for a page. */
const REQUESTS: Record<string, Partial<Sent>> = {
  'page load': {},
  HEAD: { method: 'HEAD' },
  OPTIONS: { method: 'OPTIONS' },
  'soft navigation': { headers: { rsc: '1' } },
  prefetch: { headers: { rsc: '1', 'next-router-prefetch': '1' } },
  'prefetch of a segment': {
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
}

/** Who can open which page in one strategy. */
export function testAccess(site: Site) {
  test('a page has the same access rules for every kind of request', async () => {
    for (const page of PAGES) {
      const url = site.shown('acme', `/${page}`)
      const isRoute = page.includes('/')
      const expected = {
        [ADA]: { status: 200 },
        [MILO]: { status: page === 'settings' || isRoute ? 403 : 200 },
        [OLGA]: site.strategy === 'cookie' ? { status: 307, to: '/orgs' } : { status: 404 },
        [SIGNED_OUT]: {
          status: 307,
          to: `/sign-in?next=${encodeURIComponent(`/acme/${page}`)}`,
        },
      }
      for (const [kind, sent] of Object.entries(REQUESTS)) {
        for (const [who, { status, to }] of Object.entries<{ status: number; to?: string }>(
          expected,
        )) {
          const received = await site.ask(who, url, sent)
          const what = `${who}, ${kind}, ${page}`
          expect(received.headers['cache-control'], what).toMatch(/^private, .*no-store/)
          if (who === OLGA || who === SIGNED_OUT) expect(received.text, what).not.toMatch(ACME)
          if (kind === 'OPTIONS') {
            expect(received.status, what).toBe(isRoute ? 204 : 400)
          } else if (sent.headers && !isRoute) {
            // The router reads the status from the body.
            expect(received.status, what).toBe(200)
            expect(received.headers['content-type'], what).toBe('text/x-component')
          } else {
            expect(received.status, what).toBe(status)
            expect(received.headers.location?.replace(site.tenancy().origin, ''), what).toBe(to)
          }
        }
      }
    }
  })

  test('a page of an organization without an organization redirects to the list, or is a 404', async ({
    browser,
  }) => {
    const redirects = site.strategy === 'cookie' || site.strategy === 'param'
    for (const lastOrg of ['', 'missing-org', 'ACME', '../acme', '%E0%A4%A', 'x'.repeat(5_000)]) {
      const { status, headers } = await site.ask(ADA, site.root('/team?page=1'), {}, lastOrg)
      expect(status, lastOrg).toBe(redirects ? 307 : 404)
      expect(headers.location, lastOrg).toBe(redirects ? '/orgs' : undefined)
    }
    const page = await site.enter(browser, OLGA)
    const { name, value } = lastOrgCookie(site.tenancy(), 'acme')
    await page.context().addCookies([{ name, value, url: site.tenancy().origin }])
    await page.goto(site.root('/team'))
    if (redirects)
      await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
    else await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  })

  test('a signed-out person signs in and returns to the requested page', async ({ browser }) => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(site.into('acme', '/team?sort=joined'))
    await expect(page).toHaveURL(new RegExp(`^${site.tenancy().origin}/sign-in\\?`))
    await signIn({ name: 'Ada', email: ADA, page }, 'password')
    await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
    await expect(page).toHaveURL(site.shown('acme', '/team?sort=joined'))

    await page.getByRole('button', { name: 'Account menu' }).click()
    await page.getByRole('menuitem', { name: 'Invitations' }).click()
    await expect(page).toHaveURL(site.root('/invitations'))
    await page.goto(site.into('acme', '/dashboard'))
    await page.getByRole('button', { name: 'Account menu' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(site.root('/sign-in'))
    await page.goto(site.into('acme', '/dashboard'))
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  })

  test('an outsider gets the same page whether the organization exists or not', async ({
    browser,
  }) => {
    const page = await site.enter(browser, OLGA)
    const shownAt = async (slug: string) => {
      const status = (await page.goto(site.into(slug, '/team')))?.status()
      return {
        status,
        text: await page.getByRole('main').textContent(),
        title: await page.title(),
      }
    }
    const [existing, missing] = [await shownAt('acme'), await shownAt('missing-org')]
    expect(missing).toEqual(existing)
    expect(existing.status).toBe(site.strategy === 'cookie' ? 200 : 404)
    if (site.strategy !== 'cookie')
      await page.getByRole('link', { name: 'Your organizations' }).click()
    await expect(page).toHaveURL(site.root('/orgs'))

    const milo = await site.enter(browser, MILO)
    expect((await milo.goto(site.into('acme', '/settings')))?.status()).toBe(403)
    await milo.getByRole('link', { name: 'Back to dashboard' }).click()
    await expect(milo).toHaveURL(site.shown('acme', '/dashboard'))
  })

  test('the link in an invitation email opens the app and, after accepting, the organization', async ({
    browser,
  }) => {
    const ada = await site.enter(browser, ADA)
    await ada.goto(site.into('acme', '/team'))
    await ada.getByRole('button', { name: 'Invite members' }).click()
    await ada.getByLabel('Email addresses').fill(JUN)
    await ada.getByRole('button', { name: 'Send invitations' }).click()
    await expect(
      ada.getByRole('table', { name: 'Pending invitations' }).getByText(JUN),
    ).toBeVisible()

    const page = await site.enter(browser, JUN, { baseURL: site.tenancy().origin })
    await openMail({ name: 'Jun', email: JUN, page }, /invited you to Acme/)
    const link = page.getByRole('link', { name: 'Accept the invitation' })
    expect(await link.getAttribute('href')).toMatch(
      new RegExp(`^${site.tenancy().origin}/invitations/`),
    )
    await link.click()
    await page.getByRole('button', { name: 'Accept invitation' }).click()
    await expect(page).toHaveURL(site.shown('acme', '/dashboard'))
    await expect(page.getByRole('heading', { level: 1, name: 'Acme' })).toBeVisible()
  })
}
