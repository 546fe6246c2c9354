import { lt, or } from 'drizzle-orm'
import { pendingLinks } from '@/db/schema/system/accounts'
import { emailChanges } from '@/db/schema/system/email-changes'
import { usedChallenges } from '@/db/schema/system/passkeys'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { securityEvents } from '@/db/schema/system/security-events'
import { pendingSignIns } from '@/db/schema/system/two-factors'
import { emailLinks, sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { oldestSession } from '@/lib/auth/sessions'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Queries on these tables check the expiry themselves. Expired sign-ups stay for a week, in which a new link
 * can be sent, and security events for a year.
 */
export async function cleanUp() {
  const now = new Date()
  await asSystem('clean up', async (tx) => {
    await tx
      .delete(sessions)
      .where(or(lt(sessions.expires, now), lt(sessions.createdAt, oldestSession())))
    await tx.delete(signUps).where(lt(signUps.expiresAt, new Date(+now - 7 * DAY_MS)))
    await tx
      .delete(securityEvents)
      .where(lt(securityEvents.createdAt, new Date(+now - 365 * DAY_MS)))
    await tx.delete(pendingSignIns).where(lt(pendingSignIns.expiresAt, now))
    await tx.delete(pendingLinks).where(lt(pendingLinks.expiresAt, now))
    await tx.delete(emailChanges).where(lt(emailChanges.expiresAt, now))
    await tx.delete(usedChallenges).where(lt(usedChallenges.expiresAt, now))
    await tx.delete(emailLinks).where(lt(emailLinks.expiresAt, now))
    await tx.delete(rateLimits).where(lt(rateLimits.expire, now.getTime()))
  })
}
