import { existsSync, readdirSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg } from '@/db/transactions'
import { runForm } from '@/lib/forms'
import { slugField } from '@/lib/org-fields'
import { findLandingPath } from '@/lib/orgs/landing-page'
import { createOrg as create, deleteOrg, listOrgs } from '@/lib/orgs/orgs'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import { findScope } from '@/lib/orgs/scope'
import { createProject, listProjects } from '@/lib/projects/projects'
import { pathInOrg } from '@/lib/tenancy/paths'
import { config } from '@/middleware'
import { contentsOf } from '../contents'
import { createOrg, createUser, schemaOf, uniqueSlug } from '../factories'
import { invite } from '../orgs/invite'
import { asLogin } from '../queue'

test('D4: a person with two orgs opens the requested one, and its log names the people who acted', async () => {
  const [acme, globex] = [await createOrg(), await createOrg()]
  const ann = await acme.join('member')
  await acceptInvitation(ann.user, await invite(globex, ann.user))

  expect(await findLandingPath(ann.user)).toBe('/orgs')
  expect(await listOrgs(ann.user)).toHaveLength(2)
  for (const { admin } of [acme, globex]) {
    expect(await findScope(ann.user, { slug: admin.org.slug })).toMatchObject({ org: admin.org })
  }
  const log = await asOrg(ann, (tx) =>
    tx.select().from(auditLogs).where(eq(auditLogs.orgId, acme.id)),
  )
  expect(new Set(log.map(({ actorId }) => actorId))).toEqual(
    new Set([acme.admin.user.id, ann.user.id]),
  )
})

test('D11: outsiders cannot open or delete an org, and no org can have a name of the product', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const before = await contentsOf(acme)

  for (const user of [globex.admin.user, await createUser()]) {
    expect(await findScope(user, { slug: acme.admin.org.slug })).toBeNull()
    const forged = { ...acme.admin, user }
    await expect(deleteOrg(forged, acme.admin.org.slug)).rejects.toMatchObject(notFound)
  }
  expect(await contentsOf(acme)).toEqual(before)
  for (const slug of ['www', 'admin', 'api', 'sign-in', 'orgs', 'support']) {
    expect(slugField.safeParse(slug).success, slug).toBe(false)
  }
})

test('D12: every path below an org belongs to it, not only its first page', () => {
  const pages = readdirSync('app/[orgSlug]', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
  expect(pages).toEqual(expect.arrayContaining(['dashboard', 'projects', 'settings', 'team']))
  const routed = new RegExp(`^${config.matcher[0]}$`)
  for (const page of pages) {
    expect(existsSync(`app/${page}`), page).toBe(false)
    for (const path of [`/acme/${page}`, `/acme/${page}/deeper/still`]) {
      expect(path).toMatch(routed)
      expect(pathInOrg(`${path}?q=1`, { slug: 'initech' })).toBe(
        `${path.replace('acme', 'initech')}?q=1`,
      )
    }
  }
})

test('D13: the primary key of every tenant table starts with the org', async () => {
  const tables = await asLogin<{ table: string; key: string | null; required: boolean | null }>(
    `select c.relname as table, attnotnull as required,
       (select attname from pg_index join pg_attribute on attrelid = c.oid and attnum = indkey[0]
        where indrelid = c.oid and indisprimary) as key
     from pg_class c left join pg_attribute on attrelid = c.oid and attname = 'org_id'
     where c.relkind in ('r', 'p') and c.relnamespace = 'tenant'::regnamespace
       and c.relname <> '__migrations' order by 1`,
  )
  expect(tables.map(({ table }) => table)).toEqual(expect.arrayContaining(['projects']))
  expect(tables.filter(({ key, required }) => key !== 'org_id' || !required)).toEqual([])

  const [acme, globex] = [await createOrg(), await createOrg()]
  await createProject(acme.admin, { name: 'Moonshot' })
  expect(await listProjects(acme.admin)).toMatchObject({ total: 1 })
  expect(await listProjects(globex.admin)).toEqual({ projects: [], total: 0 })
})

test('D16: a form sets only the fields of its schema, and no account has rights over other orgs', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ name: 'Ann', role: 'admin', isAdmin: 'true' })) {
    form.set(name, value)
  }
  const seen: unknown[] = []
  await runForm(z.object({ name: z.string() }), form, async (input) => {
    seen.push(input)
    return 'Done.'
  })
  expect(seen).toEqual([{ name: 'Ann' }])

  const acme = await createOrg()
  const smuggled = { name: 'Initech', slug: uniqueSlug(), id: acme.id, schema: 'public' }
  const before = await contentsOf(acme)
  const { org } = await create(await createUser(), smuggled)
  expect(org.id).not.toBe(acme.id)
  expect((await contentsOf(org))['public.orgs']).toMatchObject([{ schema: schemaOf(org) }])
  expect(await contentsOf(acme)).toEqual(before)

  expect(Object.keys(users).filter((column) => /admin|role|super|staff/i.test(column))).toEqual([])
})

const notFound = { code: 'not_found' }
