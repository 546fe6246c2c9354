import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { type DeletedAccount, findDeletedAccount } from '@/lib/leaving/restore-account'
import { paths, safePath } from '@/lib/tenancy/paths'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { timeZoneCookie } from '@/lib/tenancy/time-zone-cookie'
import { appUrl } from '@/lib/urls'
import { type Actor, type Caller, signedOut } from './accounts'
import { DEMO_PASSWORD } from './password'
import { deviceCookie, extendSession, findSession, type Session, sessionCookie } from './sessions'

export const currentUser = cache(async (): Promise<Actor | null> => {
  return (await readSession(findSession))?.user ?? null
})

export async function requireUser(): Promise<Actor> {
  return (await currentUser()) ?? (await redirectToSignIn())
}

/** Reads the session of the request with one statement, and extends it. `find` may read more with it. */
export async function readSession<S extends Session>(
  find: (caller: Caller) => Promise<S | null>,
): Promise<S | null> {
  const caller = await currentCaller()
  if (!caller.session) return null
  const session = await find(caller)
  if (session) await extendSession(caller, session)
  return session
}

/** A person who deleted the account and has signed in again is asked to restore it. */
export async function redirectToSignIn(): Promise<never> {
  const next = safePath((await headers()).get(REQUEST_HEADERS.path))
  const isDeleted = await deletedAccount()
  redirect(appUrl(isDeleted ? paths.restoreAccount(next) : paths.signIn({ next })))
}

export async function deletedAccount(): Promise<DeletedAccount | null> {
  const caller = await currentCaller()
  return caller.session ? findDeletedAccount(caller) : null
}

/** For handlers below app/api, inside `runHandler`: throws an `AppError` instead of redirecting. */
export async function requireApiUser(): Promise<Actor> {
  const user = await currentUser()
  if (user) return user
  throw signedOut()
}

export async function currentCaller(): Promise<Caller> {
  const jar = await cookies()
  return {
    ipAddress: await clientIp(),
    userAgent: (await headers()).get('user-agent')?.slice(0, 400),
    session: jar.get(sessionCookie().name)?.value,
    devices: jar.get(deviceCookie().name)?.value,
    browserZone: jar.get(timeZoneCookie(env().tenancy).name)?.value,
  }
}

/** For the mailbox and the email previews. */
export async function requireLocalMode() {
  if (!(await isLocalMode())) notFound()
}

/** False for a request that came through a proxy. */
export async function isLocalMode(): Promise<boolean> {
  return env().local && !(await isForwarded())
}

/** Refuses the password of the demo accounts to a request that came through a proxy. */
export async function refuseDemoPassword(password: string) {
  if (!env().local || password !== DEMO_PASSWORD || !(await isForwarded())) return
  throw new AppError(
    'forbidden',
    'Everyone knows the password of the demo accounts, so it works only on the machine that runs the app, without a proxy.',
  )
}

async function isForwarded() {
  return (await headers()).has(REQUEST_HEADERS.forwarded)
}

/** `lib/server/client-ip.ts` has replaced the header, so that browsers cannot forge it. */
export async function clientIp(): Promise<string> {
  return (await headers()).get('x-forwarded-for') ?? 'unknown'
}
