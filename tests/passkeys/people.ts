import type { Actor, Caller } from '@/lib/auth/accounts'
import { addPasskey, listPasskeys, startAddingPasskey } from '@/lib/passkeys/passkeys'
import { signInWithPasskey, startPasskeySignIn } from '@/lib/passkeys/sign-in'
import { createUser, newCaller, signedInCaller } from '../factories'
import { type Authenticator, newAuthenticator, type Wrong } from './authenticator'

/** A person with a passkey. */
export async function createPersonWithPasskey(name: string) {
  const user = await createUser(name)
  const device = newAuthenticator()
  const caller = await signedInCaller(user)
  await addWith(user, device, caller)
  const [passkey] = await listPasskeys(user)
  return { user, device, caller, passkeyId: passkey?.id ?? '' }
}

/** As the person does it. */
export async function addWith(
  user: Actor,
  device: Authenticator,
  caller: Caller,
  wrong: Wrong = {},
) {
  const { options, challenge } = await startAddingPasskey(user, {}, caller)
  await addPasskey(user, { challenge, response: device.create(options, wrong) }, caller)
}

/** As the person does it. */
export async function signInWith(device: Authenticator, caller = newCaller(), wrong: Wrong = {}) {
  const { options, challenge } = await startPasskeySignIn()
  return signInWithPasskey({ challenge, response: device.get(options, wrong) }, caller)
}
