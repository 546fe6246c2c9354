import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { and, asc, eq } from 'drizzle-orm'
import { passkeys } from '@/db/schema/system/passkeys'
import { asSystem } from '@/db/transactions'
import { type Confirmation, confirmIdentity } from '@/lib/account/confirm-identity'
import { deviceName } from '@/lib/account/device-name'
import { lockUser } from '@/lib/account/lock-user'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { announceWayIn, requireWayIn } from '@/lib/account/ways-in'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { brand } from '@/lib/brand'
import { AppError } from '@/lib/errors'
import { nameOfAuthenticator } from './authenticators'
import { relyingPartyId, TIMEOUT_MS, verifyNewCredential } from './ceremony'
import { newChallenge, spendChallenge } from './challenges'

const MAX_PASSKEYS = 20

export type Passkey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }

export async function listPasskeys(user: Actor): Promise<Passkey[]> {
  const { id, name, createdAt, lastUsedAt } = passkeys
  return asSystem('list passkeys', (tx) =>
    tx
      .select({ id, name, createdAt, lastUsedAt })
      .from(passkeys)
      .where(eq(passkeys.userId, user.id))
      .orderBy(asc(createdAt), asc(id)),
  )
}

/** What the browser makes a passkey from, and the challenge for `addPasskey`. Throws as `confirmIdentity` does. */
export async function startAddingPasskey(
  user: Actor,
  confirmation: Confirmation,
  caller: Caller,
): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; challenge: string }> {
  await confirmIdentity(user, confirmation, caller)
  const existing = await asSystem('add passkey', (tx) =>
    tx.select({ id: passkeys.credentialId }).from(passkeys).where(eq(passkeys.userId, user.id)),
  )
  const challenge = newChallenge({ userId: user.id, session: caller.session })
  const options = await generateRegistrationOptions({
    rpName: brand.name,
    rpID: relyingPartyId(),
    userID: new Uint8Array(Buffer.from(user.id)),
    userName: user.email,
    userDisplayName: user.name,
    challenge,
    timeout: TIMEOUT_MS,
    excludeCredentials: existing,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options, challenge }
}

/** Its name is that of the password manager or the device. */
export async function addPasskey(
  user: Actor,
  { challenge, response }: { challenge: string; response: RegistrationResponseJSON },
  caller: Caller,
) {
  await spendChallenge(challenge, { userId: user.id, session: caller.session })
  const { credential, aaguid } = await verifyNewCredential(response, challenge)
  const name = nameOfAuthenticator(aaguid) ?? deviceName(caller.userAgent)
  await asSystem('add passkey', async (tx) => {
    await lockUser(tx, user, caller)
    const isOwn = eq(passkeys.userId, user.id)
    if ((await tx.$count(passkeys, isOwn)) >= MAX_PASSKEYS) {
      throw new AppError('conflict', `You have ${MAX_PASSKEYS} passkeys. Remove one first.`)
    }
    const [added] = await tx
      .insert(passkeys)
      .values({
        userId: user.id,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        name,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id })
    if (!added) throw new AppError('conflict', 'This passkey was already added.')
    await recordSecurityEvent(tx, user.id, 'passkey.add', caller, { name })
    await announceWayIn(tx, user, 'passkey-added', name)
  })
}

export async function renamePasskey(
  user: Actor,
  { id, name }: { id: string; name: string },
  caller: Caller,
) {
  await asSystem('rename passkey', async (tx) => {
    await lockUser(tx, user, caller)
    const [before] = await tx.select({ name: passkeys.name }).from(passkeys).where(isOwn(user, id))
    if (!before) throw gone()
    if (before.name === name) return
    await tx.update(passkeys).set({ name }).where(isOwn(user, id))
    await recordSecurityEvent(tx, user.id, 'passkey.rename', caller, {
      from: before.name,
      to: name,
    })
  })
}

/** Throws `conflict` for the last way in. */
export async function removePasskey(user: Actor, id: string, caller: Caller) {
  await asSystem('remove passkey', async (tx) => {
    await lockUser(tx, user, caller)
    const [removed] = await tx
      .delete(passkeys)
      .where(isOwn(user, id))
      .returning({ name: passkeys.name })
    if (!removed) throw gone()
    await requireWayIn(tx, user)
    await recordSecurityEvent(tx, user.id, 'passkey.remove', caller, removed)
    await announceWayIn(tx, user, 'passkey-removed', removed.name)
  })
}

const isOwn = (user: { id: string }, id: string) =>
  and(eq(passkeys.userId, user.id), eq(passkeys.id, id))

const gone = () => new AppError('not_found', 'This passkey has already been removed.')
