import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken, isOpen } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { deviceName } from './device-name'
import { lockUser } from './lock-user'
import { recordSecurityEvent } from './security-log'

export type OpenSession = {
  id: string
  device: string
  ipAddress: string | null
  lastSeenAt: Date
  isCurrent: boolean
}

/** The session of the caller comes first, then the last seen. */
export async function listSessions({ id }: Actor, { session }: Caller): Promise<OpenSession[]> {
  const isCurrent = sql<boolean>`${sessions.sessionToken} = ${hashSessionToken(session ?? '')}`
  const rows = await asSystem('list sessions', (tx) =>
    tx
      .select({
        id: sessions.id,
        ipAddress: sessions.ipAddress,
        userAgent: sessions.userAgent,
        lastSeenAt: sessions.lastSeenAt,
        isCurrent,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, id), isOpen()))
      .orderBy(desc(isCurrent), desc(sessions.lastSeenAt), sessions.id),
  )
  return rows.map(({ userAgent, ...row }) => ({ ...row, device: deviceName(userAgent) }))
}

/** Takes the public id, which is neither the token nor its hash. */
export async function revokeSession(user: Actor, id: string, caller: Caller) {
  await asSystem('revoke session', async (tx) => {
    await lockUser(tx, user, caller)
    const [ended] = await tx
      .delete(sessions)
      .where(and(eq(sessions.userId, user.id), eq(sessions.id, id)))
      .returning({ userAgent: sessions.userAgent })
    if (!ended) throw new AppError('not_found', 'This session has already ended.')
    const device = deviceName(ended.userAgent)
    await recordSecurityEvent(tx, user.id, 'session.revoke', caller, { device })
  })
}

/** Ends all sessions of the user except that of the caller. */
export async function revokeOtherSessions(user: Actor, caller: Caller) {
  await asSystem('revoke sessions', async (tx) => {
    await lockUser(tx, user, caller)
    const ended = await tx
      .delete(sessions)
      .where(
        and(
          eq(sessions.userId, user.id),
          ne(sessions.sessionToken, hashSessionToken(caller.session ?? '')),
        ),
      )
      .returning({ id: sessions.id })
    if (ended.length) await recordSecurityEvent(tx, user.id, 'session.revoke_others', caller)
  })
}
