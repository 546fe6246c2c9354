import { readFileSync, rmSync } from 'node:fs'
import { type Browser, type BrowserContext, expect, test } from '@playwright/test'
import pg from 'pg'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { signIn } from './people'
import { buildWithoutMiddleware, dataDirOf, type Server, startServer } from './server'

const dataDir = dataDirOf('foreign-ids')

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

const ENV = { DATA_DIR: dataDir, WORKER: 'separate' }

const SET_BY_MIDDLEWARE = 'content-security-policy'

// They share a database.
test.describe.configure({ mode: 'default' })

/** Actions that name nothing but the org they act on, or what everybody may name. */
const WITHOUT_IDS = [
  ...['createProjectAction', 'updateOrgAction', 'deleteOrgAction', 'inviteMembersAction'],
  'leaveOrgAction',
]

// What notFound() becomes in the answer to an action.
const NOT_FOUND = 'NEXT_HTTP_ERROR_FALLBACK;404'

test('an admin of one organization, with the ids of another, finds nothing and changes nothing', async ({
  browser,
}) => {
  await tryEverything(browser, await startServer(ENV))
})

test('nor does the middleware matter for that', async ({ browser }) => {
  const build = buildWithoutMiddleware()
  try {
    const server = await startServer(ENV, build)
    expect((await fetch(`${server.url}/sign-in`)).headers.has(SET_BY_MIDDLEWARE)).toBe(false)
    await tryEverything(browser, server)
  } finally {
    rmSync(build, { recursive: true, force: true })
  }
})

async function tryEverything(browser: Browser, server: Server) {
  const { url } = await startEmbedded(dataDir)
  try {
    const context = await browser.newContext({ baseURL: server.url })
    // Of the seeds: an admin of Globex, who has nothing to do with Acme.
    const jun = { name: 'Jun', email: 'jun@example.com', page: await context.newPage() }
    await jun.page.goto('/sign-in')
    await signIn(jun, 'password')
    await expect(jun.page.getByRole('heading', { name: 'Globex' })).toBeVisible()
    const acme = await idsIn(url, 'acme')
    const globex = await idsIn(url, 'globex')
    const before = await contentsOf(url, acme.org)

    for (const path of pages()) {
      const [mine, theirs] = await Promise.all([
        context.request.get(`/globex${path}`),
        context.request.get(`/acme${path}`),
      ])
      expect(mine.status(), path).toBe(200)
      expect(theirs.status(), path).toBe(404)
      expect(await theirs.text(), path).not.toMatch(/Brand refresh|Priya|late@example.com/)
    }

    const api = (org: string, data?: object, origin = server.url) =>
      context.request.fetch('/api/projects', {
        method: data ? 'POST' : 'GET',
        headers: { 'X-Org': org, Origin: origin },
        data,
      })
    expect(await (await api('globex')).text()).toContain('Solar roof')
    expect((await api('acme')).status()).toBe(404)
    expect((await api('acme', { name: 'Stolen' })).status()).toBe(404)
    expect((await api('globex', { name: 'Stolen' }, 'https://evil.example')).status()).toBe(403)
    expect((await api('globex', { name: '' })).status()).toBe(422)
    expect((await api('globex', { name: 'Wind park' })).status()).toBe(201)
    expect(await (await api('globex')).text()).toMatch(/^(?!.*Stolen).*Wind park/)

    for (const { id, name } of actions()) {
      for (const person of acme.people) {
        for (const subject of [...acme.projects, ...acme.invitations]) {
          const forged = await post(context, id, acme.org, subject, person)
          expect(await forged.text(), name).toContain(NOT_FOUND)
        }
      }
      if (WITHOUT_IDS.includes(name)) continue
      // People may be members of both: only those of Acme alone are foreign to Globex.
      for (const person of acme.people.filter((one) => !globex.people.includes(one))) {
        for (const subject of [...acme.projects, ...acme.invitations]) {
          const refused = await post(context, id, globex.org, subject, person)
          expect(await refused.text(), name).toMatch(/any more\./)
        }
      }
    }
    expect(await contentsOf(url, acme.org)).toEqual(before)
  } finally {
    await server.kill()
  }
}

/** Every page and route below an org, without the org's address. */
function pages(): string[] {
  const routes: string[] = Object.values(manifest('app-path-routes-manifest.json'))
  const found = routes.filter((route) => route.startsWith('/[orgSlug]'))
  expect(found.length).toBeGreaterThan(4)
  return found.map((route) => route.slice('/[orgSlug]'.length))
}

/** Every action of the pages below an org, from the build. */
function actions(): { id: string; name: string }[] {
  const { node } = manifest('server/server-reference-manifest.json') as {
    node: Record<string, { filename: string; exportedName: string }>
  }
  const found = Object.entries(node).filter(([, { filename }]) =>
    filename.startsWith('app/[orgSlug]/'),
  )
  expect(found.length).toBeGreaterThan(10)
  return found.map(([id, { exportedName }]) => ({ id, name: exportedName }))
}

function manifest(name: string) {
  return JSON.parse(readFileSync(`.next/${name}`, 'utf8'))
}

/** As a form posts it, with a value for every field that any action asks for. */
function post(
  { request }: BrowserContext,
  action: string,
  org: string,
  id: string,
  userId: string,
) {
  const fields = {
    ...{ id, userId, name: 'Stolen', slug: 'stolen', confirmation: 'acme' },
    ...{ emails: 'eve@example.com', role: 'admin' },
  }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value)
  // The arguments come last: React reads a form among them from what has arrived by then.
  form.append('0', JSON.stringify([org, {}, '$K1']))
  return request.post('/globex/team', { headers: { 'Next-Action': action }, multipart: form })
}

async function idsIn(url: string, slug: string) {
  const [org] = await ids(url, `select id from orgs where slug = '${slug}'`)
  if (!org) throw new Error(`${slug} is not seeded.`)
  const where = `where org_id = '${org}'`
  const people = await ids(url, `select user_id as id from memberships ${where}`)
  const projects = await ids(url, `select id from tenant.projects ${where} limit 2`)
  const invitations = await ids(url, `select id from invitations ${where}`)
  expect(Math.min(people.length, projects.length, invitations.length)).toBeGreaterThan(0)
  return { org, people, projects, invitations }
}

async function ids(url: string, statement: string): Promise<string[]> {
  return (await asSystem<{ id: string }>(url, statement)).map(({ id }) => id)
}

async function contentsOf(url: string, orgId: string) {
  const tables = await asSystem<{ name: string; key: string }>(
    url,
    `select format('%I.%I', n.nspname, c.relname) as name,
       case c.relname when 'orgs' then 'id' else 'org_id' end as key
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'tenant')
       and (c.oid = 'orgs'::regclass or exists (
         select from pg_attribute where attrelid = c.oid and attname = 'org_id'))`,
  )
  const contents: Record<string, unknown[]> = {}
  for (const { name, key } of tables) {
    contents[name] = await asSystem(
      url,
      `select * from ${name} t where ${key} = '${orgId}' order by t::text`,
    )
  }
  expect(Object.keys(contents).length).toBeGreaterThan(5)
  return contents
}

async function asSystem<Row extends pg.QueryResultRow>(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set role app_system')
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}
