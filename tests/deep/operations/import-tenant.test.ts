import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { ownSchemaOf } from '@/db/tenants/schemas'
import { contentsOf } from '../../contents'
import { querySystem } from '../../db/fixtures/org-schema'
import { asLogin } from '../../queue'
import { runCommand } from '../../run-command'
import { blockStatements } from './block-statements'
import {
  countEverything,
  exportToNewDeployment,
  newFilePath,
  switchToNewDeployment,
} from './deployment'
import { createOrgWithRows } from './org-with-rows'
import { createTypeTables, fillTypeTables } from './tables-of-every-type'

// Replaced ids change the order of jsonb keys if one is before and one is after BETWEEN.
const [FIRST, BETWEEN, LAST] = ['0', '8', 'f'].map(
  (digit) => `${digit}0000000-0000-4000-8000-000000000000`,
) as [string, string, string]

// Each test creates two deployments.
vi.setConfig({ testTimeout: 60_000 })

describe.each([{ isolation: 'row' }, { isolation: 'schema' }] as const)(
  'by $isolation',
  ({ isolation }) => {
    test('an org is imported where its users have other ids', async () => {
      const acme = await createOrgWithRows()
      const { user: ada } = acme.admin
      const { user: ann } = acme.member
      await querySystem(`
      insert into tenant.audit_logs (org_id, actor_id, actor_name, ip_address, action, subject_id, data)
      values ('${acme.id}', '${ann.id}', 'Ann', '::1', 'membership.leave', '${ann.id}',
        '{"${ann.id}": "${ada.id}", "${BETWEEN}": "by ${ann.id}"}')`)
      const before = await contentsOf(acme)
      const file = await newFilePath()
      const rows = await exportTenant(acme.slug, file)
      expect(rows).toBe(Object.values(before).flat().length + 2)

      const there = await switchToNewDeployment()
      const globex = await there.createOrg('Globex')
      const annAfter = { ...ann, id: ann.id < BETWEEN ? LAST : FIRST }
      await there.querySystem(
        `insert into users (id, name, email, email_verified)
       values ('${ada.id}', 'Eve', 'eve@example.com', now()),
         ('${annAfter.id}', 'Ann', '${ann.email}', now());
       insert into purged_orgs (id, name, slugs, created_at, deleted_at, rows)
       values ('${acme.id}', 'Acme', '{}', now(), now(), '{}')`,
      )
      const untouched = await there.contentsOf(globex)
      expect(await there.importTenant(file, { isolation })).toEqual({
        slug: acme.slug,
        members: 2,
        newUsers: [ada.email],
        skippedSlugs: [],
        pendingInvitations: 1,
      })

      const scope = await there.findScope(annAfter, { slug: acme.slug })
      if (!scope) throw new Error('Ann is not a member.')
      const { members } = await there.listMembers(scope)
      expect(members.map(({ email, role }) => [email, role])).toEqual(
        expect.arrayContaining([
          [ada.email, 'admin'],
          [ann.email, 'member'],
        ]),
      )
      const adaAfter = members.find(({ role }) => role === 'admin')?.userId ?? ''
      const [latest] = await there.listActivity(scope, { limit: 1 })
      expect(latest).toMatchObject({
        actorId: annAfter.id,
        subjectId: annAfter.id,
        data: {
          [annAfter.id]: adaAfter,
          [BETWEEN]: `by ${annAfter.id}`,
        },
      })
      const imported = await there.contentsOf(acme)
      const schema = isolation === 'schema' ? ownSchemaOf(acme.id) : 'tenant'
      expect(await there.storedSchema(acme)).toBe(schema)
      const text = (contents: object) => JSON.stringify(sorted(contents))
      expect(text(imported)).toBe(
        text(
          JSON.parse(
            JSON.stringify({
              ...before,
              'public.orgs': before['public.orgs']?.map((org) => ({ ...(org as object), schema })),
            })
              .replaceAll(ann.id, annAfter.id)
              .replaceAll(ada.id, adaAfter),
          ),
        ),
      )
      expect(await there.contentsOf(globex)).toEqual(untouched)
      expect(
        (
          await there.querySystem(
            `select email_verified is not null as verified,
             exists (select from passwords where user_id = users.id) as password,
             exists (select from purged_orgs where id = '${acme.id}') as purged
           from users where id = '${adaAfter}'`,
          )
        ).rows,
      ).toEqual([{ verified: true, password: false, purged: false }])

      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        `The organization was already imported, as ${acme.slug}. It contains every row of the file.`,
      )
      await there.createProject(scope, { name: 'Mercury' })
      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        'tenant.projects (4 and 3 rows)',
      )
    })

    test('slugs of other orgs are not imported', async () => {
      const acme = await createOrgWithRows()
      const [earlier, taken] = [acme.admin.org.slug, acme.slug]
      const file = await newFilePath()
      await exportTenant(earlier, file)
      const there = await switchToNewDeployment()
      const globex = await there.createOrg('Globex')
      await there.querySystem(
        `insert into org_slugs values ('${globex.id}', '${taken}'), ('${globex.id}', '${earlier}')`,
      )
      const before = await there.contentsOf(globex)

      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        `The slug ${taken} is taken. Choose another one, for example --slug ${taken}-2.`,
      )
      expect((await there.contentsOf(acme))['public.orgs']).toEqual([])
      const imported = await there.importTenant(file, { isolation, slug: `${taken}-2` })

      expect(imported.slug).toBe(`${taken}-2`)
      expect(imported.skippedSlugs.sort()).toEqual([earlier, taken].sort())
      expect(await there.contentsOf(globex)).toEqual(before)
      expect((await there.contentsOf(acme))['public.org_slugs']).toMatchObject([
        { slug: `${taken}-2` },
      ])
      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        `as ${taken}-2. It contains every row of the file.`,
      )
    })

    test('nothing is imported if a row changes on the way', async () => {
      const acme = await createOrgWithRows()
      const file = await newFilePath()
      await exportTenant(acme.slug, file)
      const there = await switchToNewDeployment()
      const before = await countEverything()
      await asLogin(
        `create function test_trigger() returns trigger language plpgsql as $$ begin
         new.invited_by_name := 'Eve'; return new; end $$;
       create trigger test_trigger before insert on invitations for each row execute function test_trigger()`,
      )

      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        'The imported rows differ from the file: public.invitations (2 and 2 rows).',
      )

      expect(await countEverything()).toEqual(before)
    })
  },
)

test('a killed import writes nothing, and can be run again', async () => {
  const { acme, file, there, before } = await exportToNewDeployment()
  const block = await blockStatements('insert on tenant.projects', acme)

  const first = runCommand('tenants-import', file)
  await block.untilBlocked()
  first.kill()
  await first.ended
  await block.release()

  await expect.poll(countEverything).toEqual(before)
  const second = await runCommand('tenants-import', file).ended
  expect(second).toMatchObject({ code: 0, stderr: '' })
  expect(second.stdout).toContain(`Imported ${acme.slug} with every row of the file. Members: 2.`)
  expect(second.stdout).toContain('If AUTH_SECRET differs here, send them again.')
  expect((await there.contentsOf(acme))['tenant.projects']).toHaveLength(3)
})

test('tables that reference each other are imported, with values of every type', async () => {
  const acme = await createOrgWithRows()
  await createTypeTables('tenant')
  await fillTypeTables('tenant', acme)
  const before = await contentsOf(acme)
  const file = await newFilePath()
  await exportTenant(acme.slug, file)
  await asLogin('drop table tenant.boxes, tenant.contents')
  const there = await switchToNewDeployment()
  await there.createTypeTables('tenant')

  await there.importTenant(file)

  const imported = await there.contentsOf(acme)
  for (const table of ['tenant.boxes', 'tenant.contents']) {
    expect(imported[table], table).toHaveLength(100)
    expect(imported[table], table).toEqual(before[table])
  }
  const { rows } =
    await there.querySystem(`select count(*)::int from tenant.boxes where note = 'null'
    and data::text = '{"b": 1,  "a": null, "a": 2}' and org_id = '${acme.id}'`)
  expect(rows).toEqual([{ count: 100 }])
})

test.each([
  { args: [], message: 'npm run tenants:import -- acme.export.gz' },
  { args: ['x.gz', '--slug', 'sign-in'], message: '--slug sign-in: "sign-in" is reserved.' },
  { args: [`${randomUUID()}.gz`], message: 'no such file' },
])('the arguments $args are rejected', async ({ args, message }) => {
  const { code, stderr } = await runCommand('tenants-import', ...args).ended

  expect(code).toBe(1)
  expect(stderr).toContain(message)
})

/** Sorts keys and rows, whose order depends on ids. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(sorted)
      .map((item) => JSON.stringify(item))
      .sort()
  if (!value || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}
