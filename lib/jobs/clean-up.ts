import { lt } from 'drizzle-orm'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { passwordResets, sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'

/** Only saves space: queries on these tables check the expiry themselves. */
export async function cleanUp() {
  const now = new Date()
  await asSystem('clean up', async (tx) => {
    await tx.delete(sessions).where(lt(sessions.expires, now))
    await tx.delete(signUps).where(lt(signUps.expiresAt, now))
    await tx.delete(passwordResets).where(lt(passwordResets.expiresAt, now))
    await tx.delete(rateLimits).where(lt(rateLimits.expire, now.getTime()))
  })
}
