import { describe, expect, test } from 'vitest'
import { createPool, inTransaction } from '@/db/client'
import { createTenant } from '@/db/migrate/migrate-tenant'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { ownSchemaOf } from '@/db/tenants/schemas'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../../contents'
import { asLogin } from '../../queue'
import { query } from '../../setup/databases'
import { createDatabase, load } from '../fixtures/own-database'
import { createFilledOrg, projectNames } from './filled-org'
import { closeGate } from './gate'
import { inSystem, placed, placeOf } from './places'
import { runCommand } from './run-command'

describe('a move that is killed', () => {
  test.each([
    { to: 'schema', event: 'update on orgs' },
    { to: 'schema', event: 'delete on tenant.audit_logs' },
    { to: 'row', event: 'insert on tenant.audit_logs' },
    { to: 'row', event: 'update on orgs' },
  ] as const)(
    'at its $event, to $to, leaves the org as it was, and the next finishes',
    async ({ to, event }) => {
      const acme = await createFilledOrg()
      if (to === 'row') await moveTenants({ to: 'schema', slug: acme.slug })
      const before = await contentsOf(acme)
      const schemas = await tenantSchemas()
      const gate = await closeGate(event, acme)

      const first = runCommand('tenants-move', '--to', to, '--tenant', acme.slug)
      await gate.reached()
      first.kill()
      expect(await first.ended).toMatchObject({ code: 'SIGKILL' })
      await gate.open()

      expect(await projectNames(acme.admin)).toHaveLength(3)
      expect(await contentsOf(acme)).toEqual(before)
      expect(await tenantSchemas()).toEqual(schemas)
      const second = await runCommand('tenants-move', '--to', to, '--tenant', acme.slug).ended
      expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('moved: 1.') })
      expect(await contentsOf(acme)).toEqual(
        placed(before, to === 'row' ? 'tenant' : ownSchemaOf(acme.id)),
      )
    },
  )

  const tenantSchemas = () =>
    asLogin(`select nspname from pg_namespace where nspname ~ '^t_' order by 1`)
})

test('an org that fails is named with its error, and the others move', async () => {
  const [acme, globex] = [await createFilledOrg(), await createFilledOrg()]
  const before = await contentsOf(acme)
  const plant = await plantTrigger(`before delete on tenant.projects`, acme, `raise 'no room left'`)

  const { code, stderr, stdout } = await runCommand('tenants-move', '--to', 'schema').ended

  expect(code).toBe(1)
  expect(stderr).toContain(`  ${acme.slug}: no room left`)
  expect(stderr).not.toContain(globex.slug)
  expect(stdout).not.toContain('moved:')
  expect(await contentsOf(acme)).toEqual(before)
  expect(await placeOf(globex)).toBe(ownSchemaOf(globex.id))
  expect(await projectNames(acme.admin)).toHaveLength(3)
  await plant.remove()
  expect(await moveTenants({ to: 'schema' })).toBe(1)
})

describe('a move stops, and the org stays where it was, where', () => {
  test.each([
    { what: 'a row is not what it was', body: `new.title := 'Other'; return new` },
    { what: 'a row does not arrive', body: `return null` },
  ])('$what in the copy', async ({ body }) => {
    const acme = await movedOrg()
    const before = await contentsOf(acme)
    const plant = await plantTrigger(`before insert on tenant.tasks`, acme, body)

    const moving = moveTenants({ to: 'row', slug: acme.slug })

    await expect(moving).rejects.toThrow(`${acme.slug}: The copy of tasks is not the same`)
    expect(await contentsOf(acme)).toEqual(before)
    await plant.remove()
  })

  test('rows would not be removed', async () => {
    const acme = await createFilledOrg()
    const before = await contentsOf(acme)
    const plant = await plantTrigger(`before delete on tenant.tasks`, acme, `return null`)

    const moving = moveTenants({ to: 'schema', slug: acme.slug })

    await expect(moving).rejects.toThrow('The copy of tasks is not the same')
    expect(await contentsOf(acme)).toEqual(before)
    await plant.remove()
  })

  test('its schema has something that no migration has made', async () => {
    const acme = await movedOrg()
    await asLogin(`create table ${ownSchemaOf(acme.id)}.notes (text text)`)

    const moving = moveTenants({ to: 'row', slug: acme.slug })

    await expect(moving).rejects.toThrow('does not know notes')
    expect(await projectNames(acme.admin)).toHaveLength(3)
    await asLogin(`drop table ${ownSchemaOf(acme.id)}.notes`)
    expect(await moveTenants({ to: 'row', slug: acme.slug })).toBe(1)
  })

  test('it has rows in a shared table that no migration has made', async () => {
    const acme = await createFilledOrg()
    await asLogin(
      `create table tenant.notes (org_id uuid); grant select on tenant.notes to app_system;
       insert into tenant.notes values (gen_random_uuid()), ('${acme.id}')`,
    )

    const moving = moveTenants({ to: 'schema', slug: acme.slug })

    await expect(moving).rejects.toThrow('does not know notes in tenant')
    await asLogin(`delete from tenant.notes where org_id = '${acme.id}'`)
    expect(await moveTenants({ to: 'schema', slug: acme.slug })).toBe(1)
    await asLogin('drop table tenant.notes')
  })

  test('rows of it, or of another, are where it does not live', async () => {
    const [acme, globex] = [await movedOrg(), await createFilledOrg()]
    const plant = (schema: string, { id }: { id: string }) =>
      inSystem(`insert into ${schema}.projects (org_id, name, created_by, created_by_name)
        values ('${id}', 'Stray', gen_random_uuid(), 'Nobody')`)

    await plant(ownSchemaOf(acme.id), globex)
    await expect(moveTenants({ to: 'row', slug: acme.slug })).rejects.toThrow(
      '4 rows, 3 in the copy',
    )
    await inSystem(`delete from ${ownSchemaOf(acme.id)}.projects where org_id = '${globex.id}'`)

    await plant('tenant', acme)
    await expect(moveTenants({ to: 'row', slug: acme.slug })).rejects.toThrow(
      'has rows in projects of tenant',
    )
    expect(await projectNames(acme.admin)).toHaveLength(3)
  })

  test('tables are not up to date', async () => {
    const acme = await movedOrg()
    const own = ownSchemaOf(acme.id)
    const before = await contentsOf(acme)
    const [shared] = await asLogin(`select obj_description('tenant'::regnamespace) as version`)

    for (const schema of [own, 'tenant']) {
      await asLogin(`comment on schema ${schema} is 'tenantry of yesterday'`)
      const moving = moveTenants({ to: 'row', slug: acme.slug })
      await expect(moving).rejects.toThrow('Run `npm run db:migrate` first.')
      await asLogin(`comment on schema ${schema} is '${shared?.version}'`)
    }
    expect(await contentsOf(acme)).toEqual(before)
  })
})

test('a login that may not create schemas is told what to ask for, and moves after that', async () => {
  const database = await createDatabase('createrole')
  const { migrate, asSystem } = await load(database)
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

  const request = await moveTenants({ to: 'schema' }).catch((error: Error) => error.message)

  expect(request).toMatch(`"${database.login}" may not create schemas.`)
  const statement = /grant create .*;/.exec(String(request))?.[0] ?? ''
  await query(database.superuserUrl, statement)
  expect(await moveTenants({ to: 'schema' })).toBe(1)
})

test('a schema that is there already, and empty, is used', async () => {
  const acme = await createFilledOrg()
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
  { args: [], answer: 'npm run tenants:move -- --to schema' },
  { args: ['--to', 'column'], answer: 'npm run tenants:move -- --to schema' },
  { args: ['--to', 'row', '--tenant', 'nowhere'], answer: 'There is no organization at nowhere.' },
])('arguments $args are answered with a sentence', async ({ args, answer }) => {
  const { code, stderr } = await runCommand('tenants-move', ...args).ended

  expect(code).toBe(1)
  expect(stderr).toContain(answer)
})

async function movedOrg() {
  const org = await createFilledOrg()
  await moveTenants({ to: 'schema', slug: org.slug })
  return org
}

async function plantTrigger(when: string, { id }: { id: string }, body: string) {
  const row = when.includes('insert') ? 'new' : 'old'
  await asLogin(
    `create function planted() returns trigger language plpgsql as $$ begin ${body}; end $$;
     create trigger planted ${when} for each row when (${row}.org_id = '${id}')
       execute function planted()`,
  )
  return { remove: () => asLogin('drop function planted cascade') }
}
