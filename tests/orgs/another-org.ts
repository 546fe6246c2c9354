import { afterEach, beforeAll, expect } from 'vitest'
import { contentsOf } from '../contents'
import { createOrg, type TestOrg, uniqueEmail } from '../factories'
import { alter, EXPIRED, invite } from './invite'

/** Keeps an org with something of everything beside every test of a file: nothing in it may change. */
export function watchAnotherOrg() {
  const another: { org?: TestOrg; contents?: unknown } = {}

  beforeAll(async () => {
    const org = await createOrg('Globex')
    await org.join('member')
    await invite(org, { email: uniqueEmail() })
    await alter(await invite(org, { email: uniqueEmail() }), EXPIRED)
    Object.assign(another, { org, contents: await contentsOf(org) })
  })

  afterEach(async () => {
    expect(another.org && (await contentsOf(another.org))).toEqual(another.contents)
  })
}
