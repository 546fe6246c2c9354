import { lt, or } from 'drizzle-orm'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { pendingSignIns } from '@/db/schema/system/two-factors'
import { passwordResets, sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { oldestSession } from '@/lib/auth/sessions'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

/**
 * Only saves space: queries on these tables check the expiry themselves. Expired sign-ups stay for a week, in
 * which a new link can be sent.
 */
export async function cleanUp() {
  const now = new Date()
  await asSystem('clean up', async (tx) => {
    await tx
      .delete(sessions)
      .where(or(lt(sessions.expires, now), lt(sessions.createdAt, oldestSession())))
    await tx.delete(signUps).where(lt(signUps.expiresAt, new Date(+now - WEEK_MS)))
    await tx.delete(pendingSignIns).where(lt(pendingSignIns.expiresAt, now))
    await tx.delete(passwordResets).where(lt(passwordResets.expiresAt, now))
    await tx.delete(rateLimits).where(lt(rateLimits.expire, now.getTime()))
  })
}
