import { randomUUID } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import { invitations, memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { sessions } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { projects } from '@/db/schema/tenant/projects'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import type { OrgScope } from '@/lib/orgs/scope'
import { newIpAddress, startSession, uniqueEmail } from '../factories'
import { inSchemaOf } from '../in-schema'
import { type Acme, join, newOrg, newUser } from './acme'

export type Attacker = {
  /** Whom the session is of, if it still is; otherwise somebody whom nobody knows. */
  user: Actor
  /** What the browser sends along. */
  session?: string
  /** What the database says of it, if it is over. */
  ended?: typeof sessions.$inferInsert
  /** An org of their own. */
  own?: OrgScope
  /** What they may know of Acme. */
  knows?: unknown
}

export const ATTACKERS = [
  ...['a stranger', 'a member of another org', 'an admin of another org', 'a removed member'],
  ...['a demoted admin', 'an expired session of an admin', 'no session'],
] as const

export type AttackerName = (typeof ATTACKERS)[number]

export async function attackersOf(acme: Acme): Promise<Record<AttackerName, Attacker>> {
  const globex = await newOrg('Globex')
  const attacker = async (user: Actor, own?: OrgScope) => ({
    user,
    own,
    session: (await startSession(user.id)).token,
  })
  const member = await join(globex, 'member')
  return {
    'a stranger': await attacker(await newUser()),
    'a member of another org': await attacker(member.user, member),
    'an admin of another org': await attacker(globex.user, globex),
    'a removed member': await attacker(acme.removed.user),
    'a demoted admin': {
      ...(await attacker(acme.demoted.user, await newOrg('Initech', acme.demoted.user))),
      knows: [acme.admin.org, acme.former],
    },
    'an expired session of an admin': expired(acme.cleo.user),
    'no session': nobody(),
  }
}

/** Undoes what attackers may do: to their own org, and to a session by using it. */
export async function reinstate({ user, own, ended }: Attacker) {
  if (ended) await asSystem('test', (tx) => tx.insert(sessions).values(ended).onConflictDoNothing())
  if (!own) return
  const { id, name, slug } = own.org
  await inSchemaOf(own.org, async (tx) => {
    await tx.update(orgs).set({ name, slug }).where(eq(orgs.id, id))
    for (const table of [invitations, projects, auditLogs]) {
      await tx.delete(table).where(eq(table.orgId, id))
    }
    await tx.delete(orgSlugs).where(and(eq(orgSlugs.orgId, id), ne(orgSlugs.slug, slug)))
    await tx
      .insert(memberships)
      .values({ orgId: id, userId: user.id, role: own.membership.role })
      .onConflictDoNothing()
  })
}

function nobody(): Attacker {
  return {
    user: { id: randomUUID(), name: 'Nobody', email: uniqueEmail(), ipAddress: newIpAddress() },
  }
}

function expired(user: Actor): Attacker {
  const session = randomUUID()
  const sessionToken = hashSessionToken(session)
  const ended = { sessionToken, userId: user.id, expires: new Date('2020-01-01') }
  return { ...nobody(), session, ended }
}
