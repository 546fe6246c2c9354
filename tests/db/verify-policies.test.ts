import { afterAll, expect, test } from 'vitest'
import { query } from '../setup/databases'
import { createDatabase, importWith } from './fixtures/own-database'

const { superuserUrl, ...database } = await createDatabase('createrole', afterAll)
const { login, roles } = database
const { migrate, verifyPolicies } = await importWith(database)
await migrate()

test.each([
  {
    problem: 'a table without row-level security',
    cause: 'alter table orgs disable row level security',
    fix: 'alter table orgs enable row level security',
    message: 'Row-level security is not forced on public.orgs.',
  },
  {
    problem: 'a table without forced row-level security',
    cause: 'alter table tenant.projects no force row level security',
    fix: 'alter table tenant.projects force row level security',
    message: 'Row-level security is not forced on tenant.projects.',
  },
  {
    problem: 'a missing policy',
    cause: 'alter policy person on users rename to someone',
    fix: 'alter policy someone on users rename to person',
    message: 'The policies of public.users differ: lacks person, has someone.',
  },
  {
    problem: 'an additional policy',
    cause: 'create policy everyone on memberships using (true)',
    fix: 'drop policy everyone on memberships',
    message: 'The policies of public.memberships differ: has everyone.',
  },
  {
    problem: 'a policy that allows every row',
    cause: `insert into org_slugs (org_id, slug) values ('11111111-1111-4111-8111-111111111111', 'aa');
      insert into orgs (id, name, slug) values ('11111111-1111-4111-8111-111111111111', 'A', 'aa');
      set role "${roles.system}"; reset role;
      alter policy org on orgs using (true)`,
    fix: `alter policy org on orgs using (id = (select nullif(current_setting('app.org_id', true), '')::uuid))`,
    message: 'public.orgs shows rows of an org to outsiders.',
  },
  {
    problem: 'a grant on a closed table',
    cause: `grant select on passwords to "${roles.user}"`,
    fix: `revoke select on passwords from "${roles.user}"`,
    message: 'passwords has no policies, but requests can access it.',
  },
  {
    problem: 'a new system table with an org_id',
    cause: 'create table public.notes (org_id uuid)',
    fix: 'drop table public.notes',
    message: 'public.notes has an org_id but no policy. Add one to db/policies.ts.',
  },
  {
    problem: 'a new tenant table',
    cause: 'create table tenant.notes (org_id uuid)',
    fix: 'drop table tenant.notes',
    message: 'Row-level security is not forced on tenant.notes.',
  },
  {
    problem: 'a new table without policies',
    cause: `create table tenant.notes (org_id uuid);
      alter table tenant.notes enable row level security, force row level security`,
    fix: 'drop table tenant.notes',
    message: 'The policies of tenant.notes differ: lacks system, lacks org.',
  },
  {
    problem: 'a table that app_user owns',
    cause: `alter table tenant.projects owner to "${roles.user}"`,
    fix: `alter table tenant.projects owner to "${login}"`,
    message: 'tenant.projects belongs to the role that requests run as.',
  },
  {
    problem: 'a table that a role of app_user owns',
    cause: `alter table orgs owner to "${roles.system}"; grant "${roles.system}" to "${roles.user}"`,
    fix: `alter table orgs owner to "${login}"; revoke "${roles.system}" from "${roles.user}"`,
    message: 'public.orgs belongs to the role that requests run as.',
  },
  {
    problem: 'app_user with bypassrls',
    cause: `alter role "${roles.user}" bypassrls`,
    fix: `alter role "${roles.user}" nobypassrls`,
    message: `The role ${roles.user} bypasses row-level security.`,
  },
  {
    problem: 'app_user as a superuser',
    cause: `alter role "${roles.user}" superuser`,
    fix: `alter role "${roles.user}" nosuperuser`,
    message: `The role ${roles.user} bypasses row-level security.`,
  },
  {
    problem: 'app_user in a role with bypassrls',
    cause: `create role "${roles.user}_2" bypassrls; grant "${roles.user}_2" to "${roles.user}"`,
    fix: `drop role "${roles.user}_2"`,
    message: `The role ${roles.user}_2 bypasses row-level security.`,
  },
  {
    problem: 'app_user in the role app_system',
    cause: `grant "${roles.system}" to "${roles.user}"`,
    fix: `revoke "${roles.system}" from "${roles.user}"`,
    message: `The role ${roles.system} bypasses row-level security.`,
  },
])('reports $problem', async ({ cause, fix, message }) => {
  await verifyPolicies()

  await query(superuserUrl, cause)
  await expect(verifyPolicies()).rejects.toThrow(message)

  await query(superuserUrl, fix)
  await migrate()
  await verifyPolicies()
})
