import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { ownSchemaOf } from '@/db/tenants/schemas'
import { contentsOf } from '../../contents'
import { asLogin } from '../../queue'
import { blockStatements } from './block-statements'
import { newFilePath, switchToNewDeployment } from './deployment'
import { querySystem } from './org-schema'
import { createOrgWithRows } from './org-with-rows'
import { runCommand } from './run-command'
import { createTypeTables, fillTypeTables } from './tables-of-every-type'

// PostgreSQL sorts the keys of a document: on the way from one side to the other, ids change places.
const [FIRST, BETWEEN, LAST] = ['0', '8', 'f'].map(
  (digit) => `${digit}0000000-0000-4000-8000-000000000000`,
) as [string, string, string]

// Two deployments on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe.each([{ isolation: 'row' }, { isolation: 'schema' }] as const)(
  'by $isolation',
  ({ isolation }) => {
    test('an org comes to another deployment, where its people may be known by other ids', async () => {
      const acme = await createOrgWithRows()
      const { user: ada } = acme.admin
      const { user: ann } = acme.member
      await querySystem(`
      insert into tenant.audit_logs (org_id, actor_id, actor_name, client, action, subject_id, data)
      values ('${acme.id}', '${ann.id}', 'Ann', '::1', 'membership.leave', '${ann.id}',
        '{"${ann.id}": "${ada.id}", "${BETWEEN}": "by ${ann.id}"}')`)
      const before = await contentsOf(acme)
      const file = await newFilePath()
      const rows = await exportTenant(acme.slug, file)
      expect(rows).toBe(Object.values(before).flat().length + 2)

      const there = await switchToNewDeployment()
      const globex = await there.createOrg('Globex')
      const annThere = { ...ann, id: ann.id < BETWEEN ? LAST : FIRST }
      await there.querySystem(
        `insert into users (id, name, email, email_verified)
       values ('${ada.id}', 'Eve', 'eve@example.com', now()),
         ('${annThere.id}', 'Ann', '${ann.email}', now());
       insert into purged_orgs (id, name, slugs, created_at, deleted_at, rows)
       values ('${acme.id}', 'Acme', '{}', now(), now(), '{}')`,
      )
      const untouched = await there.contentsOf(globex)
      expect(await there.importTenant(file, { isolation })).toEqual({
        slug: acme.slug,
        members: 2,
        strangers: [ada.email],
        leftOut: [],
        pending: 1,
      })

      const scope = await there.findScope(annThere, { slug: acme.slug })
      if (!scope) throw new Error('Ann does not get in.')
      const { members } = await there.listMembers(scope)
      expect(members.map(({ email, role }) => [email, role])).toEqual(
        expect.arrayContaining([
          [ada.email, 'admin'],
          [ann.email, 'member'],
        ]),
      )
      const adaThere = members.find(({ role }) => role === 'admin')?.userId ?? ''
      const [latest] = await there.listActivity(scope, { limit: 1 })
      expect(latest).toMatchObject({
        actorId: annThere.id,
        subjectId: annThere.id,
        data: {
          [annThere.id]: adaThere,
          [BETWEEN]: `by ${annThere.id}`,
        },
      })
      const here = await there.contentsOf(acme)
      const schema = isolation === 'schema' ? ownSchemaOf(acme.id) : 'tenant'
      expect(await there.storedSchema(acme)).toBe(schema)
      const text = (contents: object) => JSON.stringify(sorted(contents))
      expect(text(here)).toBe(
        text(
          JSON.parse(
            JSON.stringify({
              ...before,
              'public.orgs': before['public.orgs']?.map((org) => ({ ...(org as object), schema })),
            })
              .replaceAll(ann.id, annThere.id)
              .replaceAll(ada.id, adaThere),
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
           from users where id = '${adaThere}'`,
          )
        ).rows,
      ).toEqual([{ verified: true, password: false, purged: false }])

      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        `It was imported already, as ${acme.slug}: every row of the file is here.`,
      )
      await there.createProject(scope, { name: 'Mercury' })
      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        'tenant.projects (4 and 3 rows)',
      )
    })

    test('an address that is taken is left to whom it belongs', async () => {
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
        `The address ${taken} is taken here: choose another, such as --slug ${taken}-2.`,
      )
      expect((await there.contentsOf(acme))['public.orgs']).toEqual([])
      const imported = await there.importTenant(file, { isolation, slug: `${taken}-2` })

      expect(imported.slug).toBe(`${taken}-2`)
      expect(imported.leftOut.sort()).toEqual([earlier, taken].sort())
      expect(await there.contentsOf(globex)).toEqual(before)
      expect((await there.contentsOf(acme))['public.org_slugs']).toMatchObject([
        { slug: `${taken}-2` },
      ])
      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        `as ${taken}-2: every row of the file is here.`,
      )
    })

    test('nothing is written where what arrives is not what is in the file', async () => {
      const acme = await createOrgWithRows()
      const file = await newFilePath()
      await exportTenant(acme.slug, file)
      const there = await switchToNewDeployment()
      const before = await everything()
      await asLogin(
        `create function planted() returns trigger language plpgsql as $$ begin
         new.invited_by_name := 'Eve'; return new; end $$;
       create trigger planted before insert on invitations for each row execute function planted()`,
      )

      await expect(there.importTenant(file, { isolation })).rejects.toThrow(
        'What was written is not what is in the file: public.invitations (2 and 2 rows).',
      )

      expect(await everything()).toEqual(before)
    })
  },
)

describe('a file is refused, and nothing written, that', () => {
  const lines = (change: (lines: string[]) => string[]) => (file: Buffer) =>
    gzipSync(change(gunzipSync(file).toString().split('\n')).join('\n'))
  const rewithSchema = (from: RegExp, to: string) =>
    lines((all) => all.map((line) => line.replace(from, to)))

  test.each([
    { what: 'is cut off', change: (file: Buffer) => file.subarray(0, -20) },
    { what: 'is cut off early', change: (file: Buffer) => file.subarray(0, 300) },
    { what: 'has no end', change: lines((all) => [...all.slice(0, -2), '']) },
    { what: 'lacks a row', change: lines((all) => all.toSpliced(5, 1)) },
    { what: 'has a row twice', change: lines((all) => all.toSpliced(5, 0, all[5] ?? '')) },
    { what: 'has rows after its end', change: lines((all) => [...all, all[5] ?? '', '']) },
    { what: 'says another thing', change: rewithSchema(/Apollo/, 'Mercury') },
    { what: 'gives another address', change: rewithSchema(/"slug":"org-/, '"slug":"our-') },
    { what: 'is no JSON', change: rewithSchema(/^\{"table/, '{table') },
  ])('$what', async ({ change }) => {
    const { file, there, before } = await exported()
    await writeFile(file, change(await readFile(file)))

    await expect(there.importTenant(file)).rejects.toThrow('is cut off, or was altered')

    expect(await everything()).toEqual(before)
  })

  test.each([
    {
      what: 'is of other tables',
      change: rewithSchema(/"version":"[0-9a-f]{8}/, '"version":"01234567'),
      answer: 'is of another version of the tables',
    },
    {
      what: 'is of another format',
      change: rewithSchema(/organization 1/, 'organization 2'),
      answer: 'is no export of an organization',
    },
    { what: 'is something else', change: () => gzipSync('hello\n'), answer: 'is cut off' },
    { what: 'is empty', change: () => gzipSync(''), answer: 'is no export of an organization' },
  ])('$what', async ({ change, answer }) => {
    const { file, there, before } = await exported()
    await writeFile(file, change(await readFile(file)))

    await expect(there.importTenant(file)).rejects.toThrow(answer)

    expect(await everything()).toEqual(before)
  })
})

test('an import that is killed leaves nothing, and the next finishes', async () => {
  const { acme, file, there, before } = await exported()
  const block = await blockStatements('insert on tenant.projects', acme)

  const first = runCommand('tenants-import', file)
  await block.untilBlocked()
  first.kill()
  await first.ended
  await block.release()

  await expect.poll(everything).toEqual(before)
  const second = await runCommand('tenants-import', file).ended
  expect(second).toMatchObject({ code: 0, stderr: '' })
  expect(second.stdout).toContain(`${acme.slug} is here, every row of the file. Members: 2.`)
  expect(second.stdout).toContain('Send them again if AUTH_SECRET is another here.')
  expect((await there.contentsOf(acme))['tenant.projects']).toHaveLength(3)
})

test('tables that refer to each other come along, with every type', async () => {
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

  const here = await there.contentsOf(acme)
  for (const table of ['tenant.boxes', 'tenant.contents']) {
    expect(here[table], table).toHaveLength(100)
    expect(here[table], table).toEqual(before[table])
  }
  const { rows } =
    await there.querySystem(`select count(*)::int from tenant.boxes where note = 'null'
    and data::text = '{"b": 1,  "a": null, "a": 2}' and org_id = '${acme.id}'`)
  expect(rows).toEqual([{ count: 100 }])
})

test.each([
  { args: [], answer: 'npm run tenants:import -- acme.tenantry.gz' },
  { args: ['x.gz', '--slug', 'sign-in'], answer: '--slug sign-in: "sign-in" is reserved.' },
  { args: [`${randomUUID()}.gz`], answer: 'no such file' },
])('arguments $args are answered with a sentence', async ({ args, answer }) => {
  const { code, stderr } = await runCommand('tenants-import', ...args).ended

  expect(code).toBe(1)
  expect(stderr).toContain(answer)
})

async function exported() {
  const acme = await createOrgWithRows()
  const file = await newFilePath()
  await exportTenant(acme.slug, file)
  const there = await switchToNewDeployment()
  return { acme, file, there, before: await everything() }
}

/** Of the deployment that the environment names. */
async function everything() {
  const { querySystem } = await import('./org-schema')
  const { rows } = await querySystem(
    `select (select count(*) from orgs) as orgs, (select count(*) from users) as users,
       (select count(*) from org_slugs) as slugs, (select count(*) from tenant.projects) as projects,
       (select count(*) from pg_namespace where nspname ~ '^t_') as schemas`,
  )
  return rows
}

/** Keys, and rows by their text: ids that differ come in another order. */
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
