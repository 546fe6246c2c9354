import { TOTP } from 'otpauth'
import { vi } from 'vitest'
import type { Actor } from '@/lib/auth/accounts'
import { signIn } from '@/lib/auth/sign-in'
import { enableTwoFactor, findTwoFactor, setUpTwoFactor } from '@/lib/two-factor/two-factor'
import { createUserWithPassword } from '../auth/users'
import { newCaller, startSession } from '../factories'

export const PASSWORD = 'correct horse'

/** A person with two-factor, and the codes of their authenticator app some steps from now. */
export async function createPersonWithTwoFactor(name: string) {
  const user = await createUserWithPassword(name, PASSWORD)
  return { user, ...(await switchOnTwoFactor(user)) }
}

/** As the person does it. Returns the recovery codes and the app. */
export async function switchOnTwoFactor(user: Actor) {
  const { token: session } = await startSession(user.id)
  const caller = { ...newCaller(), session }
  await setUpTwoFactor(user, {}, caller)
  const code = authenticatorApp((await findTwoFactor(user)).setup?.secret)
  return { code, session, recoveryCodes: await enableTwoFactor(user, { code: code() }, caller) }
}

export function authenticatorApp(secret = '') {
  const totp = new TOTP({ secret })
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 })
}

/** Signs in with the password. Returns the token of the pending sign-in. */
export async function startSignIn({ email }: Actor): Promise<string> {
  const { pending } = await signIn({ email, password: PASSWORD }, newCaller())
  if (!pending) throw new Error('No second factor is asked for.')
  return pending
}

/** Stops the clock in the middle of a time step. */
export function stopClock() {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 })
}

export const nextStep = () => vi.setSystemTime(Date.now() + 30_000)
