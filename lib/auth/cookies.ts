import { cookies } from 'next/headers'
import { emailField, idField } from '@/lib/fields'
import { landingPath } from '@/lib/orgs/guards'
import { paths } from '@/lib/tenancy/paths'
import { PENDING_SECONDS } from '@/lib/two-factor/pending-sign-ins'
import type { SignedIn } from './complete-sign-in'
import { rememberDevice } from './devices'
import { currentCaller } from './guards'
import {
  deleteSession,
  deviceCookie,
  mailCookie,
  type NewSession,
  pendingCookie,
  sessionCookie,
} from './sessions'
import { setThemeCookie } from './theme-cookie'

// Browsers keep no cookie longer.
const DEVICE_SECONDS = 400 * 24 * 60 * 60

const DAY_SECONDS = 24 * 60 * 60

/**
 * Sets the cookie of a sign-in, in an action or a route handler. Returns the path to go to: `next` (if unset,
 * the landing page), or the page that asks for the second factor.
 */
export async function enter({ user, session, pending }: SignedIn, next?: string): Promise<string> {
  if (session) {
    await setSessionCookie(session, user)
    if (await pendingToken()) await forgetPendingSignIn()
    return next ?? landingPath(user)
  }
  const { name, options } = pendingCookie()
  const jar = await cookies()
  jar.set(name, pending, { ...options, maxAge: PENDING_SECONDS })
  return paths.secondFactor({ next })
}

/** The token of the sign-in that waits for the second factor. */
export async function pendingToken(): Promise<string | undefined> {
  return (await cookies()).get(pendingCookie().name)?.value
}

export async function forgetPendingSignIn() {
  const { name, options } = pendingCookie()
  const jar = await cookies()
  jar.delete({ name, ...options })
}

async function setSessionCookie({ token, expires, theme }: NewSession, user: { email: string }) {
  const { name, options } = sessionCookie()
  const jar = await cookies()
  jar.set(name, token, { ...options, expires })
  if (theme) await setThemeCookie(theme)
  await setDeviceCookie(user.email)
}

export async function setDeviceCookie(email: string) {
  const { name, options } = deviceCookie()
  const jar = await cookies()
  const value = rememberDevice(jar.get(name)?.value, email)
  jar.set(name, value, { ...options, maxAge: DEVICE_SECONDS })
}

/** The email to which this browser had a link sent, for the page that names it. */
type LastMail = { email: string; signUpId?: string }

// A cookie, because a query would show whether the email has an account by now.
export async function setLastMail({ email, signUpId = '' }: LastMail) {
  const { name, options } = mailCookie()
  const jar = await cookies()
  jar.set(name, `${email} ${signUpId}`, { ...options, maxAge: DAY_SECONDS })
}

/** The browser can have changed the cookie. */
export async function lastMail(): Promise<LastMail | null> {
  const { value = '' } = (await cookies()).get(mailCookie().name) ?? {}
  const [email, signUpId] = value.split(' ')
  const { data } = emailField.safeParse(email)
  return data ? { email: data, signUpId: idField.safeParse(signUpId).data } : null
}

/** Throws if the database fails: deleting the cookie alone would leave the session valid. */
export async function endSession() {
  const { name, options } = sessionCookie()
  const caller = await currentCaller()
  if (caller.session) await deleteSession(caller)
  const jar = await cookies()
  jar.delete({ name, ...options })
}
