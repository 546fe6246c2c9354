import { afterEach, beforeAll, expect } from 'vitest'
import { contentsOf } from '../contents'
import { createOrg, type TestOrg, uniqueEmail } from '../factories'
import { EXPIRED, invite, updateInvitation } from './invite'

/** Checks after every test of a file that nothing changed in another org, which has rows in all tables. */
export function watchAnotherOrg() {
  const other: { org?: TestOrg; contents?: unknown } = {}

  beforeAll(async () => {
    const org = await createOrg('Globex')
    await org.join('member')
    await invite(org, { email: uniqueEmail() })
    await updateInvitation(await invite(org, { email: uniqueEmail() }), EXPIRED)
    Object.assign(other, { org, contents: await contentsOf(org) })
  })

  afterEach(async () => {
    expect(other.org && (await contentsOf(other.org))).toEqual(other.contents)
  })
}
