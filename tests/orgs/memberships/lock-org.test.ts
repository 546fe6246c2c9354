import { expect, test } from 'vitest'
import { asOrg } from '@/db/transactions'
import { lockOrg } from '@/lib/orgs/permissions'
import { blockedStatements } from '../../blocked'
import { contentsOf } from '../../contents'
import { createOrg } from '../../factories'
import { ORG_MUTATIONS } from '../mutations'

const WITHOUT_LOCK = ['createOrg', 'restoreOrg']
const LOCKING = Object.entries(ORG_MUTATIONS).filter(([name]) => !WITHOUT_LOCK.includes(name))

test.each(LOCKING)(
  '%s waits for a change to the members of the same org, and not of another org',
  async (_, set) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const inAcme = await set(acme)
    const inGlobex = await set(globex)
    const before = await contentsOf(acme)
    const waiting: Promise<unknown>[] = []

    await asOrg(acme.admin, async (tx) => {
      await lockOrg(tx, acme.admin)
      waiting.push(inAcme.run())
      expect(await blockedStatements(waiting)).toEqual([
        expect.stringMatching(/"orgs".* for update/),
      ])
      expect(await contentsOf(acme)).toEqual(before)
      await inGlobex.run()
    })

    await Promise.all(waiting)
    expect(await contentsOf(acme)).not.toEqual(before)
  },
)
