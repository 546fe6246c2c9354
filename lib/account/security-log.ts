import { desc, eq } from 'drizzle-orm'
import { securityEvents } from '@/db/schema/system/security-events'
import { asSystem, type Tx } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'

/** What a person reads about each event, before its data. */
export const SECURITY_EVENTS = {
  'session.create': 'Signed in',
  'password.change': 'Changed the password',
  'password.reset': 'Set a new password by email',
}

export type SecurityEvent = keyof typeof SECURITY_EVENTS

/** Records in the transaction of the change. `data` never contains secrets. */
export async function recordSecurityEvent(
  tx: Tx,
  userId: string,
  action: SecurityEvent,
  { ipAddress, userAgent }: Caller,
  data: Record<string, string> = {},
) {
  await tx.insert(securityEvents).values({ userId, action, ipAddress, userAgent, data })
}

/** The newest 50 events of the user, newest first. */
export async function listSecurityEvents({ id }: Actor) {
  const { action, ipAddress, userAgent, data, createdAt } = securityEvents
  return asSystem('list security events', (tx) =>
    tx
      .select({ id: securityEvents.id, action, ipAddress, userAgent, data, createdAt })
      .from(securityEvents)
      .where(eq(securityEvents.userId, id))
      .orderBy(desc(securityEvents.createdAt), desc(securityEvents.id))
      .limit(50),
  )
}
