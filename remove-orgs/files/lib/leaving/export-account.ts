import { asc, desc, eq, sql } from 'drizzle-orm'
import { ownedTables } from '@/db/policies'
import { accounts } from '@/db/schema/accounts'
import { passkeys } from '@/db/schema/passkeys'
import { securityEvents } from '@/db/schema/security-events'
import { sessions, users } from '@/db/schema/users'
import { asSystem, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/site/paths'

/** Everything about the user as JSON, without secrets. */
export async function exportAccount(user: Actor, caller: Caller): Promise<string> {
  const data = await asSystem('export account', async (tx) => {
    await recordSecurityEvent(tx, user.id, 'data.download', caller)
    return { ...(await readAccount(tx, user)), ...(await readOwnedRows(tx, user)) }
  })
  return `${JSON.stringify(data, null, 2)}\n`
}

async function readAccount(tx: Tx, { id }: Actor) {
  const [profile] = await tx
    .select({
      name: users.name,
      email: users.email,
      emailVerifiedAt: users.emailVerified,
      theme: users.theme,
      timeZone: users.timeZone,
      datesIn: users.locale,
      createdAt: users.createdAt,
      picture: users.image,
    })
    .from(users)
    .where(eq(users.id, id))
  return {
    profile: {
      id,
      ...profile,
      picture: profile?.picture && mailUrl(paths.picture(id, profile.picture)),
    },
    connectedAccounts: await tx
      .select({
        provider: accounts.provider,
        id: accounts.providerAccountId,
        email: accounts.email,
      })
      .from(accounts)
      .where(eq(accounts.userId, id)),
    passkeys: await tx
      .select({
        name: passkeys.name,
        createdAt: passkeys.createdAt,
        lastUsedAt: passkeys.lastUsedAt,
      })
      .from(passkeys)
      .where(eq(passkeys.userId, id))
      .orderBy(asc(passkeys.createdAt)),
    sessions: await tx
      .select({
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        expiresAt: sessions.expires,
        ipAddress: sessions.ipAddress,
        device: sessions.userAgent,
      })
      .from(sessions)
      .where(eq(sessions.userId, id))
      .orderBy(desc(sessions.createdAt)),
    securityEvents: await tx
      .select({
        action: securityEvents.action,
        createdAt: securityEvents.createdAt,
        ipAddress: securityEvents.ipAddress,
        device: securityEvents.userAgent,
        data: securityEvents.data,
      })
      .from(securityEvents)
      .where(eq(securityEvents.userId, id))
      .orderBy(desc(securityEvents.createdAt)),
  }
}

/** The rows of each resource. */
async function readOwnedRows(tx: Tx, { id }: Actor): Promise<Record<string, unknown[]>> {
  const read: Record<string, unknown[]> = {}
  for (const table of await ownedTables(tx.$client)) {
    const { rows } = await tx.execute<{ row: object }>(
      sql`select to_jsonb(t) - 'user_id' as row from ${sql.identifier(table)} t where user_id = ${id} order by id`,
    )
    read[table] = rows.map(({ row }) => row)
  }
  return read
}
