import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { listActivity } from '@/lib/audit/list-activity'
import type { Actor } from '@/lib/auth/accounts'
import { startWorker } from '@/lib/jobs/worker'
import { purgeAccounts } from '@/lib/leaving/purge-accounts'
import { listMembers, removeMember } from '@/lib/orgs/memberships'
import { deleteOrg } from '@/lib/orgs/orgs'
import { readPicture, removePicture, setPicture } from '@/lib/pictures/pictures'
import { setTwoFactorRequired } from '@/lib/two-factor/requirement'
import { createOrg, createUser, newCaller, openSession, startSession } from '../factories'
import { leave, leftDaysAgo } from '../leaving/leave'
import { switchOnTwoFactor } from '../two-factor/people'
import { colorOf, draw } from './draw'

const dataDir = await mkdtemp(path.join(tmpdir(), 'pictures-'))
process.env.DATA_DIR = dataDir
const worker = startWorker()
afterAll(async () => {
  await worker.stop()
  await rm(dataDir, { recursive: true })
})

test('a picture is in the session, in the team and in the activity of its org only', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { user } = acme.admin
  const name = await upload(user)

  const { token } = await startSession(user.id)
  expect((await openSession(token))?.user.picture).toBe(name)
  expect((await listMembers(acme.admin)).members).toMatchObject([{ picture: name }])
  expect(await listActivity(acme.admin, { limit: 1 })).toMatchObject([{ actorPicture: name }])
  expect((await listMembers(globex.admin)).members).toMatchObject([{ picture: null }])
})

test('only the person and the members of a common org read a picture', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const bob = await acme.join('member')
  const eve = await globex.join('admin')
  const loner = await createUser()
  const name = await upload(bob.user)
  const canRead = async (viewer: Actor) => (await readPicture(viewer, bob.user.id, name)) !== null

  expect(await canRead(bob.user)).toBe(true)
  expect(await canRead(acme.admin.user)).toBe(true)
  for (const outsider of [globex.admin.user, eve.user, loner]) {
    expect(await canRead(outsider)).toBe(false)
    expect(await readPicture(outsider, outsider.id, name)).toBeNull()
  }
  expect(await readPicture(bob.user, bob.user.id, randomUUID())).toBeNull()
  expect(await readPicture(bob.user, acme.admin.user.id, name)).toBeNull()

  await removeMember(acme.admin, bob.user.id)
  expect(await canRead(acme.admin.user)).toBe(false)
  expect(await canRead(bob.user)).toBe(true)
})

test('an org shares no pictures while it is deleted, or requires a second factor that the viewer lacks', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const bob = await acme.join('member')
  const eve = await globex.join('member')
  const { user } = acme.admin
  const name = await upload(user)
  const ofGlobex = await upload(globex.admin.user)
  await switchOnTwoFactor(user)
  await setTwoFactorRequired(acme.admin, true)

  expect(await readPicture(bob.user, user.id, name)).toBeNull()
  await switchOnTwoFactor(bob.user)
  expect(await readPicture(bob.user, user.id, name)).not.toBeNull()

  expect(await readPicture(eve.user, globex.admin.user.id, ofGlobex)).not.toBeNull()
  await deleteOrg(globex.admin, globex.admin.org.slug)
  expect(await readPicture(eve.user, globex.admin.user.id, ofGlobex)).toBeNull()
})

test('a new picture replaces the one before, whose file a job deletes', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const [before, ofBob] = [await upload(ann), await upload(bob)]

  const name = await upload(ann, '#0000ff')

  expect(name).not.toBe(before)
  const picture = await readPicture(ann, ann.id, name)
  expect(picture && (await colorOf(picture))).toMatch(/f[ef]$/)
  expect(await readPicture(ann, ann.id, before)).toBeNull()
  await expect.poll(filesIn, { timeout: 20_000 }).not.toContain(before)
  expect(await filesIn()).toEqual(expect.arrayContaining([name, ofBob]))
})

test('a removed picture is gone with its file, and the security log says so', async () => {
  const ann = await createUser()
  const name = await upload(ann)

  await removePicture(ann, newCaller())
  await removePicture(ann, newCaller())

  expect(await nameOf(ann)).toBe('')
  await expect.poll(filesIn, { timeout: 20_000 }).not.toContain(name)
  const { events } = await listSecurityEvents(ann)
  expect(events.map(({ action }) => action)).toEqual(['picture.delete', 'picture.update'])
})

test('a file that is refused changes nothing', async () => {
  const ann = await createUser()
  const name = await upload(ann)

  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')
  await expect(setPicture(ann, svg, newCaller())).rejects.toMatchObject({ field: 'picture' })

  expect(await nameOf(ann)).toBe(name)
  expect(await readPicture(ann, ann.id, name)).not.toBeNull()
})

test('a deleted account shows no picture, keeps it for a restore, and its purge deletes the file', async () => {
  const acme = await createOrg()
  const { user } = await acme.join('member')
  const name = await upload(user)

  await leave(user)
  expect(await readPicture(acme.admin.user, user.id, name)).toBeNull()
  expect(await listActivity(acme.admin, { limit: 1 })).toMatchObject([{ actorPicture: null }])
  expect(await filesIn()).toContain(name)

  await leftDaysAgo(user, 31)
  await purgeAccounts()
  await expect.poll(filesIn, { timeout: 20_000 }).not.toContain(name)
})

/** Returns the name of the picture. */
async function upload(user: Actor, color?: string): Promise<string> {
  await setPicture(user, await draw('png', { color }), newCaller())
  return nameOf(user)
}

async function nameOf({ id }: Actor): Promise<string> {
  const [found] = await asSystem('test', (tx) =>
    tx.select({ picture: users.image }).from(users).where(eq(users.id, id)),
  )
  return found?.picture ?? ''
}

/** The names of the stored pictures. */
async function filesIn(): Promise<string[]> {
  const files = await readdir(path.join(dataDir, 'files/pictures'))
  return files.map((file) => file.replace(/\.webp$/, ''))
}
