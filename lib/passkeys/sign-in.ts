import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import { passkeys } from '@/db/schema/system/passkeys'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Caller } from '@/lib/auth/accounts'
import { beginSession, type SignedIn } from '@/lib/auth/complete-sign-in'
import { throttleFailures } from '@/lib/throttle/throttle'
import { refusePasskey, relyingPartyId, TIMEOUT_MS, verifySignature } from './ceremony'
import { newChallenge, spendChallenge } from './challenges'

/** What the browser asks a passkey for, and the challenge for `signInWithPasskey`. */
export async function startPasskeySignIn(): Promise<{
  options: PublicKeyCredentialRequestOptionsJSON
  challenge: string
}> {
  const challenge = newChallenge()
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyId(),
    challenge,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  })
  return { options, challenge }
}

/**
 * Asks for no second factor: the device has one, and its user proved to the device who they are. Throws `invalid` if
 * the passkey is refused.
 */
export async function signInWithPasskey(
  { challenge, response }: { challenge: string; response: AuthenticationResponseJSON },
  caller: Caller,
): Promise<SignedIn> {
  return throttleFailures('passkey', { ipAddress: caller.ipAddress }, async () => {
    await spendChallenge(challenge)
    return asSystem('sign in with passkey', async (tx) => {
      const { user, passkey } = await findOwner(tx, response)
      const counter = await verifySignature(response, challenge, passkey)
      await tx
        .update(passkeys)
        .set({ counter, lastUsedAt: new Date() })
        .where(eq(passkeys.credentialId, passkey.id))
      return { user, session: await beginSession(tx, user, caller, { method: 'passkey' }) }
    })
  })
}

/** Locks the passkey, so that its counter counts each use, and removing it ends the session that begins here. */
async function findOwner(tx: Tx, { id, response }: AuthenticationResponseJSON) {
  const [found] = await tx
    .select({
      user: { id: users.id, name: users.name, email: users.email },
      passkey: {
        id: passkeys.credentialId,
        publicKey: passkeys.publicKey,
        counter: passkeys.counter,
      },
    })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.credentialId, id))
    .for('update', { of: passkeys })
  const owner = Buffer.from(response.userHandle ?? '', 'base64url').toString()
  return found && found.user.id === owner ? found : refusePasskey()
}
