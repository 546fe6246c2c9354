import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { emailLinks, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listActivity } from '@/lib/audit/list-activity'
import type { Actor } from '@/lib/auth/accounts'
import { purgeAccounts } from '@/lib/leaving/purge-accounts'
import { listMembers } from '@/lib/orgs/memberships'
import { createOrg as create } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { contentsOf } from '../contents'
import { createOrg, createUser, startSession, uniqueSlug } from '../factories'
import { watchAnotherOrg } from '../orgs/another-org'
import { deletedAtOf, leave, leftDaysAgo } from './leave'

watchAnotherOrg()

test('30 days after the deletion, nothing of the account is left, and the activity keeps its name', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('member')
  const { user } = bob
  await leave(user)
  await startSession(user.id)
  await asSystem('test', async (tx) => {
    const rest = { email: user.email, expiresAt: new Date() }
    await tx.insert(emailLinks).values({ ...rest, purpose: 'sign-in-link' })
    await tx.insert(signUps).values({ ...rest, name: 'Bob', passwordHash: 'none' })
  })
  await leftDaysAgo(user, 31)

  await purgeAccounts()

  expect(await deletedAtOf(user)).toBeUndefined()
  // The invitation is the org's, and a limit expires within a day.
  expect(await tablesThatName(user)).toEqual(['invitations', 'rate_limits'])
  expect((await listMembers(acme.admin)).members).toHaveLength(1)
  const byBob = await listActivity(acme.admin, { actors: [user], limit: 9 })
  expect(byBob.map(({ actorName }) => actorName)).toEqual(['Ann', 'Ann'])
  expect(await createUser('Ann', user.email)).toMatchObject({ email: user.email })
})

test('an account that was deleted 29 days ago, and others, stay', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await leave(ann)
  await leftDaysAgo(ann, 29)

  await purgeAccounts()

  expect(await deletedAtOf(ann)).not.toBeUndefined()
  expect(await deletedAtOf(bob)).toBeNull()
})

test('the orgs deleted with the account are purged, in any order', async () => {
  const [acme, globex] = [await createOrg('Acme'), await createOrg('Globex')]
  for (const { admin } of [acme, globex]) {
    await leave(admin.user)
    await leftDaysAgo(admin.user, 31)
  }

  await purgeAccounts()
  await purgeOrgs()

  for (const org of [acme, globex]) {
    const contents = Object.values(await contentsOf(org)).flat()
    expect(contents).toEqual([])
  }
})

test('an org that the person created during the deletion is deleted with the last membership', async () => {
  const ann = await createUser('Ann')
  await leave(ann)
  const { org } = await create(ann, { name: 'Ghost', slug: uniqueSlug() })
  await leftDaysAgo(ann, 31)

  await purgeAccounts()

  const { 'public.orgs': rows } = await contentsOf(org)
  expect(rows).toMatchObject([{ deleted_at: expect.any(String) }])
})

test('an account that is being restored is skipped', async () => {
  const ann = await createUser('Ann')
  await leave(ann)
  await leftDaysAgo(ann, 31)

  await asSystem('test', async (tx) => {
    await tx.update(users).set({ deletedAt: null }).where(eq(users.id, ann.id))
    await purgeAccounts()
  })

  expect(await deletedAtOf(ann)).toBeNull()
})

/** The system tables with a row that has the id or the email of the person, whatever its columns. */
async function tablesThatName({ id, email }: Actor): Promise<string[]> {
  return asSystem('test', async (tx) => {
    const { rows } = await tx.execute<{ name: string }>(
      sql`select relname as name from pg_class
          where relkind = 'r' and relnamespace = 'public'::regnamespace
            and has_table_privilege(oid, 'select')
          order by 1`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const { rows: hits } = await tx.execute(
        sql`select from ${sql.identifier(name)} t
            where strpos(t::text, ${id}) > 0 or strpos(t::text, ${email}) > 0 limit 1`,
      )
      if (hits.length) found.push(name)
    }
    return found
  })
}
