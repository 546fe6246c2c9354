import { describe, expect, test } from 'vitest'
import { inTransaction, pool } from '@/db/client'
import { asSystem } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { declineInvitation } from '@/lib/orgs/received-invitations'
import { contentsOf } from '../../contents'
import { createUser } from '../../factories'
import { createFullOrg, createOrgsOfAnn, inviteTo } from './orgs'
import {
  as,
  countChangedRows,
  type Enter,
  execute,
  inOrg,
  insertLike,
  rowsOf,
  updateAll,
  valuesOf,
} from './statements'
import { orgTables, protectedTables, violatesPolicy } from './tables'

const { ann, acme, globex, initech } = await createOrgsOfAnn()

describe('as a user', () => {
  test('memberships, pending invitations and the orgs of both are visible', async () => {
    expect(await visibleKeys(as(ann.user))).toEqual({
      ...Object.fromEntries(protectedTables.map(({ name }) => [name, []])),
      'public.users': [ann.user.id],
      'public.memberships': [acme.id, globex.id].sort(),
      'public.invitations': [initech.id],
      'public.org_slugs': [acme.id, globex.id].sort(),
      'public.orgs': [acme.id, globex.id, initech.id].sort(),
    })
  })

  test('a declined invitation is not visible', async () => {
    const org = await createFullOrg()
    const bob = await createUser()
    await declineInvitation(bob, await inviteTo(org, bob))

    expect(await valuesOf('invitations', 'org_id', as(bob))).toEqual([])
    expect(await valuesOf('orgs', 'id', as(bob))).toEqual([])
  })

  test('without a verified email no invitation is visible', async () => {
    const org = await createFullOrg()
    const eve = await createUser()
    await inviteTo(org, eve)
    await asSystem('test', execute(`update users set email_verified = null where id = '${eve.id}'`))

    expect(await valuesOf('invitations', 'org_id', as(eve))).toEqual([])
    expect(await valuesOf('orgs', 'id', as(eve))).toEqual([])
  })

  test.each(orgTables)('$name is read-only', async ({ name }) => {
    const before = await contentsOf(acme)

    for (const user of [ann.user, await createUser()]) {
      const insert = execute(await insertLike(name, before, user))
      await expect(as(user)(insert)).rejects.toMatchObject(violatesPolicy)
      expect(await countChangedRows(updateAll(name), as(user))).toBe(0)
      expect(await countChangedRows(`delete from ${name}`, as(user))).toBe(0)
    }

    expect(await contentsOf(acme)).toEqual(before)
  })

  test('an outsider cannot become an admin', async () => {
    const eve = await createUser()
    const join = execute(`insert into memberships (org_id, user_id, role)
      values ('${acme.id}', '${eve.id}', 'admin')`)

    await expect(as(eve)(join)).rejects.toMatchObject(violatesPolicy)

    expect(await valuesOf('memberships', 'user_id', inOrg(acme.admin))).not.toContain(eve.id)
  })
})

describe.each([
  { settings: 'no settings', sql: '' },
  { settings: 'empty settings', sql: `; set local app.org_id = ''; set local app.user_id = ''` },
])('as app_user with $settings', ({ sql }) => {
  const begin = `begin; set local role "${databaseEnv().DATABASE_USER_ROLE}"${sql}`
  const asNoUser: Enter = (run) => inTransaction(pool(), begin, run)

  test.each(protectedTables)('no row of $name is visible or changed', async ({ name }) => {
    const before = await contentsOf(acme)

    expect(await rowsOf(name, asNoUser)).toEqual([])
    expect(await countChangedRows(updateAll(name), asNoUser)).toBe(0)
    expect(await countChangedRows(`delete from ${name}`, asNoUser)).toBe(0)

    expect(await contentsOf(acme)).toEqual(before)
  })

  test.each(orgTables)('no row of $name can be inserted', async ({ name }) => {
    const insert = execute(await insertLike(name, await contentsOf(acme), await createUser()))

    await expect(asNoUser(insert)).rejects.toMatchObject(violatesPolicy)
  })
})

// PostgreSQL 15 cannot grant a role without inheritance, and a superuser sees every row.
test.runIf(await loginIsRestricted()).each(protectedTables)(
  'the login role sees no row of $name',
  async ({ name }) => {
    expect(await rowsOf(name, (run) => inTransaction(pool(), 'begin', run))).toEqual([])
  },
)

/** Returns the keys of all visible rows, by table. */
async function visibleKeys(enter: Enter) {
  const keys: Record<string, unknown[]> = {}
  for (const { name, key } of protectedTables) keys[name] = await valuesOf(name, key ?? '', enter)
  return keys
}

/** Whether the login role is no superuser and the server is PostgreSQL 16 or newer. */
async function loginIsRestricted() {
  const { rows } = await pool().query<{ restricted: boolean }>(
    `select not rolsuper and current_setting('server_version_num')::int >= 160000 as restricted
     from pg_roles where rolname = current_user`,
  )
  return rows[0]?.restricted ?? false
}
