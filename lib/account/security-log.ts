import { desc, eq } from 'drizzle-orm'
import { securityEvents } from '@/db/schema/system/security-events'
import { asSystem, type Tx } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'

/** What a person reads about each event, before its data. */
export const SECURITY_EVENTS = {
  'session.create': 'Signed in',
  'session.delete': 'Signed out',
  'session.revoke': 'Ended a session',
  'session.revoke_others': 'Ended all other sessions',
  'profile.update': 'Changed the name',
  'preferences.update': 'Changed the time zone or the format of dates',
  'picture.update': 'Changed the picture',
  'picture.delete': 'Removed the picture',
  'password.change': 'Changed the password',
  'password.reset': 'Set a new password by email',
  'provider.link': 'Connected',
  'provider.unlink': 'Disconnected',
  'passkey.add': 'Added a passkey',
  'passkey.rename': 'Renamed a passkey',
  'passkey.remove': 'Removed a passkey',
  'two_factor.enable': 'Switched two-factor authentication on',
  'two_factor.disable': 'Switched two-factor authentication off',
  'recovery_code.use': 'Used a recovery code',
  'recovery_code.replace': 'Made new recovery codes',
  'email.request': 'Asked to change the email',
  'email.cancel': 'Cancelled the change of the email',
  'email.change': 'Changed the email',
  'email.undo': 'Undid the change of the email',
  'data.download': 'Downloaded their data',
  'account.delete': 'Deleted the account',
  'account.restore': 'Restored the account',
}

export type SecurityEvent = keyof typeof SECURITY_EVENTS

/** For example "Signed in: password". */
export function describeSecurityEvent({
  action,
  data,
}: {
  action: string
  data: Record<string, string>
}) {
  // Another version of the app may have recorded it.
  const label = Object.entries(SECURITY_EVENTS).find(([name]) => name === action)?.[1] ?? action
  return [label, Object.values(data).join(', ')].filter(Boolean).join(': ')
}

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

export const EVENTS_PER_PAGE = 50

/** Newest first. Pages start at 1, and `total` counts the events of all pages. */
export async function listSecurityEvents(
  { id }: Actor,
  { page = 1, limit = EVENTS_PER_PAGE }: { page?: number; limit?: number } = {},
) {
  const { action, ipAddress, userAgent, data, createdAt } = securityEvents
  const isOwn = eq(securityEvents.userId, id)
  const rows = await asSystem('list security events', (tx) =>
    tx
      .select({
        ...{ id: securityEvents.id, action, ipAddress, userAgent, data, createdAt },
        total: tx.$count(securityEvents, isOwn),
      })
      .from(securityEvents)
      .where(isOwn)
      .orderBy(desc(createdAt), desc(securityEvents.id))
      .limit(limit)
      .offset((page - 1) * limit),
  )
  return { events: rows.map(({ total, ...event }) => event), total: rows[0]?.total ?? 0 }
}
