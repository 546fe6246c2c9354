import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { twoFactors } from '@/db/schema/system/two-factors'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { files } from '@/lib/files/storage'
import { addJob } from '@/lib/jobs/add-job'
import { throttle } from '@/lib/throttle/throttle'
import { encodePicture } from './encode-picture'

/** Whether people can upload pictures. Without a file storage, the app shows initials. */
export const canUploadPictures = () => files() !== null

/** Throws `invalid` on `picture` for a file that is no picture or too large. */
export async function setPicture(user: Actor, bytes: Uint8Array, caller: Caller) {
  const storage = files()
  if (!storage) throw new AppError('forbidden', 'Pictures are switched off.')
  await throttle('picture', { email: user.email })
  const picture = await encodePicture(bytes)
  // A new name for each upload: the response is cached for ever, and the job that deletes the file before
  // cannot meet this one.
  const name = randomUUID()
  await storage.write(fileOf(name), picture, 'image/webp')
  await replacePicture(user, name, caller).catch(async (error) => {
    await storage.delete(fileOf(name))
    throw error
  })
}

export async function removePicture(user: Actor, caller: Caller) {
  await replacePicture(user, null, caller)
}

async function replacePicture(user: Actor, name: string | null, caller: Caller) {
  await asSystem('change picture', async (tx) => {
    const [before] = await tx
      .select({ picture: users.image })
      .from(users)
      .where(eq(users.id, user.id))
      .for('update')
    if (!before?.picture && !name) return
    await tx.update(users).set({ image: name }).where(eq(users.id, user.id))
    await deletePictureLater(tx, before?.picture)
    await recordSecurityEvent(tx, user.id, name ? 'picture.update' : 'picture.delete', caller)
  })
}

/** The job runs after the commit. */
export async function deletePictureLater(tx: Tx, name: string | null | undefined) {
  if (name) await addJob(tx, 'delete_file', { key: fileOf(name) })
}

/**
 * The WebP of a person, for that person and for the members of a common org. Null for everyone else, and for
 * another name than that of the current picture.
 */
export async function readPicture(
  viewer: Actor,
  userId: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [found] = await asSystem('find picture', (tx) =>
    tx
      .select({ picture: users.image })
      .from(users)
      .where(
        and(
          eq(users.id, userId),
          eq(users.image, name),
          isNull(users.deletedAt),
          viewer.id === userId ? undefined : sharesAnOrg(tx, viewer),
        ),
      ),
  )
  return (found?.picture && (await files()?.read(fileOf(found.picture)))) || null
}

// An org that requires two-factor authentication is closed to a member without it.
function sharesAnOrg(tx: Tx, viewer: Actor) {
  const secondFactor = tx
    .select({ userId: twoFactors.userId })
    .from(twoFactors)
    .where(and(eq(twoFactors.userId, viewer.id), isNotNull(twoFactors.confirmedAt)))
  return sql`exists (
    select from public.memberships mine
    join public.memberships theirs on theirs.org_id = mine.org_id
    join public.orgs on orgs.id = mine.org_id
    where mine.user_id = ${viewer.id} and theirs.user_id = ${users.id} and orgs.deleted_at is null
      and (not orgs.requires_two_factor or exists (${secondFactor})))`
}

const fileOf = (name: string) => `pictures/${name}.webp`
