import { afterAll, expect, test } from 'vitest'
import { query } from '../setup/databases'
import { createDatabase, load } from './fixtures/own-database'

const { superuserUrl, ...database } = await createDatabase('createrole', afterAll)
const { login, roles } = database
const { migrate, verifyPolicies } = await load(database)
await migrate()

test.each([
  {
    hole: 'a table without row-level security',
    open: 'alter table orgs disable row level security',
    close: 'alter table orgs enable row level security',
    says: 'Row-level security is not forced on public.orgs.',
  },
  {
    hole: 'a table whose owner sees all of it',
    open: 'alter table tenant.projects no force row level security',
    close: 'alter table tenant.projects force row level security',
    says: 'Row-level security is not forced on tenant.projects.',
  },
  {
    hole: 'a policy that is missing',
    open: 'alter policy person on users rename to someone',
    close: 'alter policy someone on users rename to person',
    says: 'The policies of public.users differ: lacks person, has someone.',
  },
  {
    hole: 'a policy too many',
    open: 'create policy everybody on memberships using (true)',
    close: 'drop policy everybody on memberships',
    says: 'The policies of public.memberships differ: has everybody.',
  },
  {
    hole: 'a policy that lets everything through',
    open: `insert into org_slugs (org_id, slug) values ('11111111-1111-4111-8111-111111111111', 'aa');
      insert into orgs (id, name, slug) values ('11111111-1111-4111-8111-111111111111', 'A', 'aa');
      set role "${roles.system}"; reset role;
      alter policy org on orgs using (true)`,
    close: `alter policy org on orgs using (id = (select nullif(current_setting('app.org_id', true), '')::uuid))`,
    says: 'public.orgs shows rows of an org to those outside it.',
  },
  {
    hole: 'a closed table that was opened',
    open: `grant select on passwords to "${roles.user}"`,
    close: `revoke select on passwords from "${roles.user}"`,
    says: 'passwords has no wall, and is open to requests.',
  },
  {
    hole: 'a new table of the system',
    open: 'create table public.notes (org_id uuid)',
    close: 'drop table public.notes',
    says: 'public.notes has an org_id but no wall: add one in db/policies.ts.',
  },
  {
    hole: 'a new table of tenants',
    open: 'create table tenant.notes (org_id uuid)',
    close: 'drop table tenant.notes',
    says: 'Row-level security is not forced on tenant.notes.',
  },
  {
    hole: 'a new table without policies',
    open: `create table tenant.notes (org_id uuid);
      alter table tenant.notes enable row level security, force row level security`,
    close: 'drop table tenant.notes',
    says: 'The policies of tenant.notes differ: lacks system, lacks org.',
  },
  {
    hole: 'a table that belongs to the role of requests',
    open: `alter table tenant.projects owner to "${roles.user}"`,
    close: `alter table tenant.projects owner to "${login}"`,
    says: 'tenant.projects belongs to the role that requests run as.',
  },
  {
    hole: 'a table that belongs to a role which the role of requests is in',
    open: `alter table orgs owner to "${roles.system}"; grant "${roles.system}" to "${roles.user}"`,
    close: `alter table orgs owner to "${login}"; revoke "${roles.system}" from "${roles.user}"`,
    says: 'public.orgs belongs to the role that requests run as.',
  },
  {
    hole: 'a role of requests that bypasses the policies',
    open: `alter role "${roles.user}" bypassrls`,
    close: `alter role "${roles.user}" nobypassrls`,
    says: `The role ${roles.user} is not held by row-level security.`,
  },
  {
    hole: 'a role of requests that is a superuser',
    open: `alter role "${roles.user}" superuser`,
    close: `alter role "${roles.user}" nosuperuser`,
    says: `The role ${roles.user} is not held by row-level security.`,
  },
  {
    hole: 'a role of requests that is in one which bypasses the policies',
    open: `create role "${roles.user}_2" bypassrls; grant "${roles.user}_2" to "${roles.user}"`,
    close: `drop role "${roles.user}_2"`,
    says: `The role ${roles.user}_2 is not held by row-level security.`,
  },
  {
    hole: 'a role of requests that is in the role of the system',
    open: `grant "${roles.system}" to "${roles.user}"`,
    close: `revoke "${roles.system}" from "${roles.user}"`,
    says: `The role ${roles.system} is not held by row-level security.`,
  },
])('$hole is a hole', async ({ open, close, says }) => {
  await verifyPolicies()

  await query(superuserUrl, open)
  await expect(verifyPolicies()).rejects.toThrow(says)

  await query(superuserUrl, close)
  await migrate()
  await verifyPolicies()
})
