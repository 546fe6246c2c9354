import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Theme, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import type { LOCALES } from '@/lib/dates/locales'
import { findTimeZone } from '@/lib/dates/time-zones'
import { recordSecurityEvent } from './security-log'

export const THEMES: readonly Theme[] = ['light', 'dark', 'system']

export type Preferences = { theme: Theme; timeZone: string; locale: (typeof LOCALES)[number] }

/** How the account shows the app, in every browser. */
export async function updatePreferences(user: Actor, preferences: Preferences, caller: Caller) {
  const { timeZone, locale } = preferences
  await asSystem('update preferences', async (tx) => {
    const isNew = sql<boolean>`(time_zone, locale) is distinct from (${timeZone}, ${locale})`
    const [before] = await tx.select({ isNew }).from(users).where(eq(users.id, user.id))
    await tx.update(users).set(preferences).where(eq(users.id, user.id))
    if (before?.isNew) {
      await recordSecurityEvent(tx, user.id, 'preferences.update', caller, { timeZone, locale })
    }
  })
}

export async function updateTheme(user: Actor, theme: Theme) {
  await asSystem('update theme', (tx) =>
    tx.update(users).set({ theme }).where(eq(users.id, user.id)),
  )
}

/** Stores the zone of the browser for an account that has none. */
export async function adoptTimeZone(tx: Tx, userId: string, caller: Caller) {
  const timeZone = findTimeZone(caller.browserZone)
  if (!timeZone) return
  await tx
    .update(users)
    .set({ timeZone })
    .where(and(eq(users.id, userId), isNull(users.timeZone)))
}
