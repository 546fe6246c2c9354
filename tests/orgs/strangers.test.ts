import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { asSystem } from '@/db/doors'
import { memberships } from '@/db/schema/system/orgs'
import { deleteOrg, restoreOrg } from '@/lib/orgs/delete-org'
import { purgeOrgs } from '@/lib/orgs/purge-orgs'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg } from '../factories'
import { watchAnotherOrg } from './another-org'
import { deletedDaysAgo } from './deleted'
import { ADMINS_ONLY, FROM_OUTSIDE, WITHOUT_IDS, without } from './mutations'

const notFound = { code: 'not_found' }

watchAnotherOrg()

describe('an admin of another org', () => {
  test.each(without(...WITHOUT_IDS))('with our ids: %s', async (_, set) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const { by } = await set(acme)
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    await expect(by(globex.admin)).rejects.toMatchObject(notFound)

    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  })

  test.each(without('createOrg'))('with a forged scope: %s', async (_, set) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const { by } = await set(acme)
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    await expect(by({ ...globex.admin, org: acme.admin.org })).rejects.toMatchObject(notFound)

    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  })

  // Without ids there is only one's own org to change: what another has too may not go along.
  test.each(without('createOrg').filter(([name]) => WITHOUT_IDS.includes(name)))(
    'in their own org: %s leaves ours alone',
    async (name, set) => {
      const acme = await createOrg()
      const globex = await createOrg()
      await globex.join('admin')
      const { by } = await set(acme)
      const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

      const attempt = by(globex.admin)

      // Our address confirms nothing there.
      if (name === 'deleteOrg') await expect(attempt).rejects.toMatchObject({ code: 'invalid' })
      else await attempt
      expect(await contentsOf(acme)).toEqual(before.acme)
    },
  )
})

test.each(without(...FROM_OUTSIDE))(
  '%s: whoever was removed changes nothing any more',
  async (_, set) => {
    const acme = await createOrg()
    const { actor, run } = await set(acme)
    await asSystem('test', (tx) => tx.delete(memberships).where(membershipOf(actor, acme)))
    const before = await contentsOf(acme)

    await expect(run()).rejects.toMatchObject(notFound)
    expect(await contentsOf(acme)).toEqual(before)
  },
)

test.each(without(...FROM_OUTSIDE).filter(([name]) => ADMINS_ONLY.includes(name)))(
  '%s: whoever was demoted changes nothing any more',
  async (_, set) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const { actor, run } = await set(acme)
    await asSystem('test', (tx) =>
      tx.update(memberships).set({ role: 'member' }).where(membershipOf(actor, acme)),
    )
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    await expect(run()).rejects.toMatchObject({ code: 'forbidden' })
    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  },
)

test.each(without(...FROM_OUTSIDE).filter(([name]) => !ADMINS_ONLY.includes(name)))(
  '%s: a member may',
  async (_, set) => {
    const acme = await createOrg()
    const member = await acme.join('member')
    const { by } = await set(acme)
    const before = await contentsOf(acme)

    await by(member)
    expect(await contentsOf(acme)).not.toEqual(before)
  },
)

describe('a deleted org', () => {
  test.each(without('createOrg', 'restoreOrg'))('does not change: %s', async (_, set) => {
    const acme = await createOrg()
    const { run } = await set(acme)
    await deleteOrg(acme.admin, acme.admin.org.slug)
    const before = await contentsOf(acme)

    await expect(run()).rejects.toMatchObject(notFound)
    expect(await contentsOf(acme)).toEqual(before)
  })

  test.each(without('createOrg'))('does not come back once it is purged: %s', async (_, set) => {
    const acme = await createOrg()
    const { run } = await set(acme)
    await purged(acme)
    const before = await contentsOf(acme)

    await expect(run()).rejects.toMatchObject(notFound)
    expect(await contentsOf(acme)).toEqual(before)
    expect(Object.values(before).flat()).toEqual([])
  })

  test('is restored by nobody who was not its admin', async () => {
    const acme = await createOrg()
    const member = await acme.join('member')
    const globex = await createOrg()
    await deleteOrg(acme.admin, acme.admin.org.slug)
    const before = await contentsOf(acme)

    await expect(restoreOrg(member.user, acme.id)).rejects.toMatchObject({ code: 'forbidden' })
    for (const user of [globex.admin.user, await createUser()]) {
      await expect(restoreOrg(user, acme.id)).rejects.toMatchObject(notFound)
    }
    expect(await contentsOf(acme)).toEqual(before)
  })
})

function membershipOf(user: { id: string }, org: { id: string }) {
  return and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id))
}

async function purged(org: TestOrg) {
  await deletedDaysAgo(org, 31)
  await purgeOrgs()
}
