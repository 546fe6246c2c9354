import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { updatePreferences, updateTheme } from '@/lib/account/preferences'
import { listSecurityEvents } from '@/lib/account/security-log'
import { createSession, extendSession } from '@/lib/auth/sessions'
import { findOrgSession } from '@/lib/orgs/scope'
import { createOrg, createUser, newCaller, openSession, startSession } from '../factories'

const GERMAN = { theme: 'dark', timeZone: 'Europe/Berlin', locale: 'de-DE' } as const

test('the next page of a person has their preferences, and another member keeps the defaults', async () => {
  const acme = await createOrg()
  const { user } = acme.admin
  const bob = await acme.join('member')
  await updatePreferences(user, GERMAN, newCaller())

  const dates = { timeZone: 'Europe/Berlin', locale: 'de-DE' }
  const mine = await startSession(user.id)
  expect(mine.theme).toBe('dark')
  expect(await openSession(mine.token)).toMatchObject({ user: dates })
  const caller = { ...newCaller(), session: mine.token }
  expect((await findOrgSession(caller, { id: acme.id }))?.scope?.user).toMatchObject(dates)
  const others = await startSession(bob.user.id)
  expect(others.theme).toBeNull()
  expect((await openSession(others.token))?.user).toMatchObject({ timeZone: null, locale: null })
})

test('the security log has the zone and the language, when they change', async () => {
  const ann = await createUser()
  await updatePreferences(ann, GERMAN, newCaller())
  await updatePreferences(ann, { ...GERMAN, theme: 'light' }, newCaller())

  const { events } = await listSecurityEvents(ann)
  expect(events).toMatchObject([
    { action: 'preferences.update', data: { timeZone: 'Europe/Berlin', locale: 'de-DE' } },
  ])
})

test('a sign-in brings the theme of the account, the last one that was chosen', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await updateTheme(ann, 'dark')
  await updateTheme(ann, 'system')
  await updateTheme(bob, 'light')

  expect((await startSession(ann.id)).theme).toBe('system')
})

test('an account takes the zone of the browser with its first sign-in, and keeps it', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const signInFrom = async (browserZone: string) => {
    const caller = { ...newCaller(), browserZone }
    const { token } = await asSystem('test', (tx) => createSession(tx, ann.id, caller))
    return (await openSession(token))?.user.timeZone
  }

  expect(await signInFrom('Mars/Olympus')).toBeNull()
  expect(await signInFrom('asia/tokyo')).toBe('Asia/Tokyo')
  expect(await signInFrom('Europe/Berlin')).toBe('Asia/Tokyo')
  const { token } = await startSession(bob.id)
  expect((await openSession(token))?.user.timeZone).toBeNull()
})

test('an account that is already signed in takes the zone within an hour', async () => {
  const ann = await createUser()
  const { token } = await startSession(ann.id)
  const caller = { ...newCaller(), session: token, browserZone: 'Asia/Tokyo' }
  const visit = async () => {
    const session = await openSession(token)
    if (session) await extendSession(caller, session)
    return (await openSession(token))?.user.timeZone
  }

  expect(await visit()).toBeNull()
  const lastSeenAt = new Date(Date.now() - 61 * 60 * 1000)
  await asSystem('test', (tx) =>
    tx.update(sessions).set({ lastSeenAt }).where(eq(sessions.userId, ann.id)),
  )
  expect(await visit()).toBe('Asia/Tokyo')
})
