import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asSystem } from '@/db/doors'
import { memberships } from '@/db/schema/system/orgs'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'
import { watchAnotherOrg } from './another-org'
import { MUTATIONS } from './mutations'

// An invited person and the founder of a new org are no members yet.
const FROM_OUTSIDE = ['createOrg', 'acceptInvitation', 'declineInvitation']

const fromInside = Object.entries(MUTATIONS).filter(([name]) => !FROM_OUTSIDE.includes(name))

watchAnotherOrg()

test.each(fromInside)('%s: whoever was removed changes nothing any more', async (_, set) => {
  const acme = await createOrg()
  const { actor, run } = await set(acme)
  await asSystem('test', (tx) =>
    tx
      .delete(memberships)
      .where(and(eq(memberships.orgId, acme.id), eq(memberships.userId, actor.id))),
  )
  const before = await contentsOf(acme)

  await expect(run()).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before)
})
