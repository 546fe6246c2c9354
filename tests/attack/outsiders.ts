import { randomUUID } from 'node:crypto'
import { and, eq, ne, sql } from 'drizzle-orm'
import { invitations, memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import type { OrgScope } from '@/lib/orgs/scope'
import { newIpAddress, schemaOf, startSession, uniqueEmail } from '../factories'
import { inSchemaOf } from '../in-schema'
import { join, newOrg, newUser, type TargetOrg } from './target-org'

export type Outsider = {
  /** The signed-in user, or an unknown one if the session is missing or expired. */
  user: Actor
  sessionToken?: string
  /** The row of a session that has expired. */
  expiredSession?: typeof sessions.$inferInsert
  ownOrg?: OrgScope
  /** What this outsider may know about the org under attack. */
  knows?: unknown
}

export const OUTSIDERS = [
  ...['a user without an org', 'a member of another org', 'an admin of another org'],
  ...['a removed member', 'a demoted admin', 'an expired session of an admin', 'no session'],
] as const

export type OutsiderName = (typeof OUTSIDERS)[number]

/** Creates the seven kinds of outsider. The demoted admin is still a member. */
export async function createOutsiders(acme: TargetOrg): Promise<Record<OutsiderName, Outsider>> {
  const globex = await newOrg('Globex')
  const member = await join(globex, 'member')
  return {
    'a user without an org': await signedIn(await newUser()),
    'a member of another org': await signedIn(member.user, member),
    'an admin of another org': await signedIn(globex.user, globex),
    'a removed member': await signedIn(acme.removed.user),
    'a demoted admin': {
      ...(await signedIn(acme.demoted.user, await newOrg('Initech', acme.demoted.user))),
      knows: [acme.admin.org, acme.earlierSlug],
    },
    'an expired session of an admin': withExpiredSession(acme.otherAdmin.user),
    'no session': unknownUser(),
  }
}

/** An outsider who has a session. */
export async function signedIn(user: Actor, ownOrg?: OrgScope): Promise<Outsider> {
  return { user, ownOrg, sessionToken: (await startSession(user.id)).token }
}

/** Undoes what outsiders do to their own org, and what using an expired session does to its row. */
export async function resetOutsider({ user, ownOrg, expiredSession }: Outsider) {
  if (expiredSession) {
    await asSystem('test', (tx) => tx.insert(sessions).values(expiredSession).onConflictDoNothing())
  }
  if (!ownOrg) return
  const { id, name, slug } = ownOrg.org
  await inSchemaOf(ownOrg.org, async (tx) => {
    await tx.update(orgs).set({ name, slug }).where(eq(orgs.id, id))
    await tx.delete(invitations).where(eq(invitations.orgId, id))
    await tx.delete(orgSlugs).where(and(eq(orgSlugs.orgId, id), ne(orgSlugs.slug, slug)))
    const { rows: tables } = await tx.execute<{ name: string }>(sql`
      select quote_ident(tablename) as name from pg_tables
      where schemaname = ${schemaOf(ownOrg.org)} and tablename <> '__migrations'`)
    // One statement, because foreign keys are checked at its end.
    const deletes = tables.map(
      ({ name }) => `${name}_ as (delete from ${name} where org_id = '${id}')`,
    )
    await tx.execute(sql.raw(`with ${deletes.join(', ')} select`))
    await tx
      .insert(memberships)
      .values({ orgId: id, userId: user.id, role: ownOrg.membership.role })
      .onConflictDoNothing()
  })
}

function unknownUser(): Outsider {
  return {
    user: { id: randomUUID(), name: 'Unknown', email: uniqueEmail(), ipAddress: newIpAddress() },
  }
}

function withExpiredSession(user: Actor): Outsider {
  const sessionToken = randomUUID()
  const expires = new Date('2020-01-01')
  const expiredSession = {
    sessionToken: hashSessionToken(sessionToken),
    userId: user.id,
    expires,
  }
  return { ...unknownUser(), sessionToken, expiredSession }
}
