import { describe, expect, test } from 'vitest'
import { deleteOrg, restoreOrg } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg } from '../factories'
import { watchAnotherOrg } from './another-org'
import { deletedDaysAgo } from './deleted'
import { ADMINS_ONLY, BY_NON_MEMBERS, WITHOUT_IDS, without } from './mutations'

// Forged scopes and former roles are tested in tests/attack.

const notFound = { code: 'not_found' }

watchAnotherOrg()

describe('an admin of another org', () => {
  test.each(without(...WITHOUT_IDS))('cannot use our ids: %s', async (_, prepare) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const { by } = await prepare(acme)
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    await expect(by(globex.admin)).rejects.toMatchObject(notFound)

    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  })
})

test.each(without(...BY_NON_MEMBERS).filter(([name]) => !ADMINS_ONLY.includes(name)))(
  'a member can: %s',
  async (_, prepare) => {
    const acme = await createOrg()
    const member = await acme.join('member')
    const { by } = await prepare(acme)
    const before = await contentsOf(acme)

    await by(member)
    expect(await contentsOf(acme)).not.toEqual(before)
  },
)

describe('a deleted org', () => {
  test.each(without('createOrg', 'restoreOrg'))('does not change by %s', async (_, prepare) => {
    const acme = await createOrg()
    const { run } = await prepare(acme)
    await deleteOrg(acme.admin, acme.admin.org.slug)
    const before = await contentsOf(acme)

    await expect(run()).rejects.toMatchObject(notFound)
    expect(await contentsOf(acme)).toEqual(before)
  })

  test.each(without('createOrg'))(
    'has no rows after the purge, whatever is called: %s',
    async (_, prepare) => {
      const acme = await createOrg()
      const { run } = await prepare(acme)
      await purged(acme)
      const before = await contentsOf(acme)

      await expect(run()).rejects.toMatchObject(notFound)
      expect(await contentsOf(acme)).toEqual(before)
      expect(Object.values(before).flat()).toEqual([])
    },
  )

  test('can be restored only by its admins', async () => {
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

async function purged(org: TestOrg) {
  await deletedDaysAgo(org, 31)
  await purgeOrgs()
}
