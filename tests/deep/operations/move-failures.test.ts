import { describe, expect, test } from 'vitest'
import { createPool, inTransaction } from '@/db/client'
import { createTenant } from '@/db/migrate/migrate-tenant'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { ownSchemaOf } from '@/db/tenants/schemas'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../../contents'
import { querySystem, storedSchema, withSchema } from '../../db/fixtures/org-schema'
import { createDatabase, importWith } from '../../db/fixtures/own-database'
import { asLogin } from '../../queue'
import { runCommand } from '../../run-command'
import { query } from '../../setup/databases'
import { blockStatements } from './block-statements'
import { createOrgWithRows, projectNames } from './org-with-rows'

describe('a killed move', () => {
  test.each([
    { to: 'schema', event: 'update on orgs' },
    { to: 'schema', event: 'delete on tenant.audit_logs' },
    { to: 'row', event: 'insert on tenant.audit_logs' },
    { to: 'row', event: 'update on orgs' },
  ] as const)(
    '(to $to, during $event) changes nothing, and can be run again',
    async ({ to, event }) => {
      const acme = await createOrgWithRows()
      if (to === 'row') await moveTenants({ to: 'schema', slug: acme.slug })
      const before = await contentsOf(acme)
      const schemas = await tenantSchemas()
      const block = await blockStatements(event, acme)

      const first = runCommand('tenants-move', '--to', to, '--tenant', acme.slug)
      await block.untilBlocked()
      first.kill()
      expect(await first.ended).toMatchObject({ code: 'SIGKILL' })
      await block.release()

      expect(await projectNames(acme.admin)).toHaveLength(3)
      expect(await contentsOf(acme)).toEqual(before)
      expect(await tenantSchemas()).toEqual(schemas)
      const second = await runCommand('tenants-move', '--to', to, '--tenant', acme.slug).ended
      expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('moved: 1.') })
      expect(await contentsOf(acme)).toEqual(
        withSchema(before, to === 'row' ? 'tenant' : ownSchemaOf(acme.id)),
      )
    },
  )

  const tenantSchemas = () =>
    asLogin(`select nspname from pg_namespace where nspname ~ '^t_' order by 1`)
})

test('a failed org is named with its error, and the others move', async () => {
  const [acme, globex] = [await createOrgWithRows(), await createOrgWithRows()]
  const before = await contentsOf(acme)
  const trigger = await createTrigger(
    `before delete on tenant.projects`,
    acme,
    `raise 'no room left'`,
  )

  const { code, stderr, stdout } = await runCommand('tenants-move', '--to', 'schema').ended

  expect(code).toBe(1)
  expect(stderr).toContain(`  ${acme.slug}: no room left`)
  expect(stderr).not.toContain(globex.slug)
  expect(stdout).not.toContain('moved:')
  expect(await contentsOf(acme)).toEqual(before)
  expect(await storedSchema(globex)).toBe(ownSchemaOf(globex.id))
  expect(await projectNames(acme.admin)).toHaveLength(3)
  await trigger.remove()
  expect(await moveTenants({ to: 'schema' })).toBe(1)
})

describe('nothing is moved if', () => {
  test.each([
    { what: 'a row changes', body: `new.title := 'Other'; return new` },
    { what: 'a row is lost', body: `return null` },
  ])('$what in the copy', async ({ body }) => {
    const acme = await createMovedOrg()
    const before = await contentsOf(acme)
    const trigger = await createTrigger(`before insert on tenant.tasks`, acme, body)

    const moving = moveTenants({ to: 'row', slug: acme.slug })

    await expect(moving).rejects.toThrow(
      `${acme.slug}: The copy of tasks differs from the original`,
    )
    expect(await contentsOf(acme)).toEqual(before)
    await trigger.remove()
  })

  test('a row is not deleted from the original', async () => {
    const acme = await createOrgWithRows()
    const before = await contentsOf(acme)
    const trigger = await createTrigger(`before delete on tenant.tasks`, acme, `return null`)

    const moving = moveTenants({ to: 'schema', slug: acme.slug })

    await expect(moving).rejects.toThrow('The copy of tasks differs from the original')
    expect(await contentsOf(acme)).toEqual(before)
    await trigger.remove()
  })

  test('its schema has a table that no migration created', async () => {
    const acme = await createMovedOrg()
    await asLogin(`create table ${ownSchemaOf(acme.id)}.notes (text text)`)

    const moving = moveTenants({ to: 'row', slug: acme.slug })

    await expect(moving).rejects.toThrow('has relations that no migration created: notes')
    expect(await projectNames(acme.admin)).toHaveLength(3)
    await asLogin(`drop table ${ownSchemaOf(acme.id)}.notes`)
    expect(await moveTenants({ to: 'row', slug: acme.slug })).toBe(1)
  })

  test('it has rows in a shared table that no migration created', async () => {
    const acme = await createOrgWithRows()
    await asLogin(
      `create table tenant.notes (org_id uuid); grant select on tenant.notes to app_system;
       insert into tenant.notes values (gen_random_uuid()), ('${acme.id}')`,
    )

    const moving = moveTenants({ to: 'schema', slug: acme.slug })

    await expect(moving).rejects.toThrow('tenant has relations that no migration created: notes')
    await asLogin(`delete from tenant.notes where org_id = '${acme.id}'`)
    expect(await moveTenants({ to: 'schema', slug: acme.slug })).toBe(1)
    await asLogin('drop table tenant.notes')
  })

  test('its schema has rows of another org, or another schema has rows of it', async () => {
    const [acme, globex] = [await createMovedOrg(), await createOrgWithRows()]
    const insertProject = (schema: string, { id }: { id: string }) =>
      querySystem(`insert into ${schema}.projects (org_id, name, created_by, created_by_name)
        values ('${id}', 'Stray', gen_random_uuid(), 'Eve')`)

    await insertProject(ownSchemaOf(acme.id), globex)
    await expect(moveTenants({ to: 'row', slug: acme.slug })).rejects.toThrow(
      '4 rows, 3 in the copy',
    )
    await querySystem(`delete from ${ownSchemaOf(acme.id)}.projects where org_id = '${globex.id}'`)

    await insertProject('tenant', acme)
    await expect(moveTenants({ to: 'row', slug: acme.slug })).rejects.toThrow(
      'tenant already has rows of this organization in projects',
    )
    expect(await projectNames(acme.admin)).toHaveLength(3)
  })

  test('its tables are outdated', async () => {
    const acme = await createMovedOrg()
    const own = ownSchemaOf(acme.id)
    const before = await contentsOf(acme)
    const [shared] = await asLogin(`select obj_description('tenant'::regnamespace) as version`)

    for (const schema of [own, 'tenant']) {
      await asLogin(`comment on schema ${schema} is 'version outdated'`)
      const moving = moveTenants({ to: 'row', slug: acme.slug })
      await expect(moving).rejects.toThrow('Run `npm run db:migrate` first.')
      await asLogin(`comment on schema ${schema} is '${shared?.version}'`)
    }
    expect(await contentsOf(acme)).toEqual(before)
  })
})

test('a login role that cannot create schemas gets the SQL for an administrator', async () => {
  const database = await createDatabase('createrole')
  const { migrate, asSystem } = await importWith(database)
  await migrate()
  const [{ name } = { name: '' }] = await query<{ name: string }>(
    database.url,
    'select current_database() as name',
  )
  const { moveTenants } = await import('@/db/operations/move/move-tenants')
  const { sql } = await import('drizzle-orm')
  const id = '0b5ffa4c-6a3e-4b5e-9b3c-8c8ae4f0f1a5'
  await asSystem('test', async (tx) => {
    await tx.execute(sql`insert into org_slugs values (${id}, 'acme')`)
    await tx.execute(sql`insert into orgs (id, name, slug) values (${id}, 'Acme', 'acme')`)
  })
  await query(database.superuserUrl, `revoke create on database ${name} from "${database.login}"`)

  const message = await moveTenants({ to: 'schema' }).catch((error: Error) => error.message)

  expect(message).toMatch(`"${database.login}" cannot create schemas.`)
  const statement = /grant create .*;/.exec(String(message))?.[0] ?? ''
  await query(database.superuserUrl, statement)
  expect(await moveTenants({ to: 'schema' })).toBe(1)
})

test('an existing empty schema is used', async () => {
  const acme = await createOrgWithRows()
  const connections = createPool(process.env.DATABASE_URL ?? '', 1)
  await inTransaction(connections, 'begin', (_, client) =>
    createTenant(client, ownSchemaOf(acme.id)),
  )
  await connections.end()

  expect(await moveTenants({ to: 'schema', slug: acme.slug })).toBe(1)

  await createProject(acme.admin, { name: 'Mercury' })
  expect(await projectNames(acme.admin)).toHaveLength(4)
})

test.each([
  { args: [], message: 'npm run tenants:move -- --to schema' },
  { args: ['--to', 'column'], message: 'npm run tenants:move -- --to schema' },
  {
    args: ['--to', 'row', '--tenant', 'nowhere'],
    message: 'No organization has the slug nowhere.',
  },
])('the arguments $args are rejected', async ({ args, message }) => {
  const { code, stderr } = await runCommand('tenants-move', ...args).ended

  expect(code).toBe(1)
  expect(stderr).toContain(message)
})

/** Creates an org and moves it into its own schema. */
async function createMovedOrg() {
  const org = await createOrgWithRows()
  await moveTenants({ to: 'schema', slug: org.slug })
  return org
}

/** Creates a trigger for the rows of an org. */
async function createTrigger(when: string, { id }: { id: string }, body: string) {
  const row = when.includes('insert') ? 'new' : 'old'
  await asLogin(
    `create function test_trigger() returns trigger language plpgsql as $$ begin ${body}; end $$;
     create trigger test_trigger ${when} for each row when (${row}.org_id = '${id}')
       execute function test_trigger()`,
  )
  return { remove: () => asLogin('drop function test_trigger cascade') }
}
