import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { accounts } from '@/db/schema/system/accounts'
import { invitations, memberships, orgs } from '@/db/schema/system/orgs'
import { passkeys } from '@/db/schema/system/passkeys'
import { securityEvents } from '@/db/schema/system/security-events'
import { sessions, users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg, asSystem, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { mailUrl } from '@/lib/mail/mail'
import { listOrgs } from '@/lib/orgs/orgs'
import { paths } from '@/lib/tenancy/paths'

const BATCH = 1000

/** Everything about the user as JSON, without secrets. What they did in their orgs is read in batches. */
export async function exportAccount(
  user: Actor,
  caller: Caller,
): Promise<ReadableStream<Uint8Array>> {
  const data = await asSystem('export account', async (tx) => {
    await recordSecurityEvent(tx, user.id, 'data.download', caller)
    return readAccount(tx, user)
  })
  const parts = write(user, data)
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) return controller.close()
      controller.enqueue(Buffer.from(value))
    },
  })
}

async function* write(user: Actor, data: object) {
  yield `${JSON.stringify(data, null, 2).slice(0, -2)},\n  "activity": [`
  let separator = ''
  for (const org of await listOrgs(user)) {
    for await (const entries of readActivity(user, org)) {
      const lines = entries.map((entry) => JSON.stringify({ organization: org.name, ...entry }))
      if (lines.length) yield `${separator}\n    ${lines.join(',\n    ')}`
      if (lines.length) separator = ','
    }
  }
  yield '\n  ]\n}\n'
}

async function readAccount(tx: Tx, { id }: Actor) {
  const [profile] = await tx
    .select({
      name: users.name,
      email: users.email,
      emailVerifiedAt: users.emailVerified,
      createdAt: users.createdAt,
      theme: users.theme,
      timeZone: users.timeZone,
      datesIn: users.locale,
      picture: users.image,
    })
    .from(users)
    .where(eq(users.id, id))
  // As in the app, people see nothing of organizations that they have left or that are deleted.
  const orgIds = tx
    .select({ orgId: memberships.orgId })
    .from(memberships)
    .where(eq(memberships.userId, id))
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
    organizations: await tx
      .select({
        name: orgs.name,
        url: orgs.slug,
        role: memberships.role,
        joinedAt: memberships.createdAt,
        lastUsedAt: memberships.lastUsedAt,
      })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(and(eq(memberships.userId, id), isNull(orgs.deletedAt)))
      .orderBy(asc(memberships.createdAt)),
    invitationsReceived: await selectInvitations(tx).where(
      and(
        eq(invitations.email, sql`(select email from public.users where id = ${id})`),
        eq(invitations.status, 'pending'),
        isNull(orgs.deletedAt),
      ),
    ),
    invitationsSent: await selectInvitations(tx).where(
      and(
        eq(invitations.invitedBy, id),
        inArray(invitations.orgId, orgIds),
        isNull(orgs.deletedAt),
      ),
    ),
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

const selectInvitations = (tx: Tx) =>
  tx
    .select({
      organization: orgs.name,
      email: invitations.email,
      role: invitations.role,
      status: invitations.status,
      invitedBy: invitations.invitedByName,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(orgs, eq(orgs.id, invitations.orgId))

type Position = { id: string; createdAt: Date }

async function* readActivity(user: Actor, org: { id: string }) {
  let last: Position | undefined
  do {
    const rows = await asOrg({ user, org }, (tx) => selectActivity(tx, user, org, last))
    yield rows.map(({ id, ...entry }) => entry)
    last = rows[BATCH - 1]
  } while (last)
}

function selectActivity(tx: Tx, user: Actor, org: { id: string }, before?: Position) {
  const { id, action, data, ipAddress, createdAt } = auditLogs
  return tx
    .select({ id, action, data, ipAddress, createdAt })
    .from(auditLogs)
    .where(
      and(
        eq(auditLogs.orgId, org.id),
        eq(auditLogs.actorId, user.id),
        before && sql`(${createdAt}, ${id}) < (${before.createdAt.toISOString()}, ${before.id})`,
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(BATCH)
}
