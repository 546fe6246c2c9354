import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { invitations, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, asSystem, asUser } from '@/db/transactions'
import type { User } from '@/lib/auth/accounts'
import { isToken, tokenId } from '@/lib/auth/tokens'
import type { Role } from './roles'
import type { Org, OrgScope } from './scope'

export type PendingInvitation = {
  id: string
  email: string
  role: Role
  invitedByName: string
  expiresAt: Date
}

/** The org's invitations that nobody has answered yet, expired ones among them. */
export async function listPendingInvitations(scope: OrgScope): Promise<PendingInvitation[]> {
  return asOrg(scope, (tx) =>
    tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        invitedByName: invitations.invitedByName,
        expiresAt: invitations.expiresAt,
      })
      .from(invitations)
      .where(and(eq(invitations.orgId, scope.org.id), eq(invitations.status, 'pending')))
      .orderBy(asc(invitations.email)),
  )
}

/** An invitation as its addressee sees it. */
export type Invitation = {
  id: string
  org: Org
  email: string
  role: Role
  status: 'pending' | 'accepted' | 'declined' | 'revoked'
  invitedByName: string
  expiresAt: Date
}

/** Invitations to the person's own, verified address that can still be answered. */
export async function listMyInvitations(user: User): Promise<Invitation[]> {
  return asUser(user, (tx) =>
    tx
      .select(asSeenByAddressee)
      .from(invitations)
      .innerJoin(orgs, eq(orgs.id, invitations.orgId))
      .innerJoin(users, eq(users.email, invitations.email))
      .where(
        and(
          eq(users.id, user.id),
          isNotNull(users.emailVerified),
          isNull(orgs.deletedAt),
          eq(invitations.status, 'pending'),
          gt(invitations.expiresAt, new Date()),
        ),
      )
      .orderBy(asc(invitations.expiresAt)),
  )
}

/**
 * The invitation behind a mail's link, whatever became of it. Null for a forged or older link, and
 * while its org is deleted.
 */
export async function findInvitation(token: string): Promise<Invitation | null> {
  const id = tokenId(token)
  if (!id) return null
  const [found] = await asSystem('find invitation by its token', (tx) =>
    tx
      .select({ ...asSeenByAddressee, version: invitations.version })
      .from(invitations)
      .innerJoin(orgs, eq(orgs.id, invitations.orgId))
      .where(and(eq(invitations.id, id), isNull(orgs.deletedAt))),
  )
  if (!found || !isToken(token, 'invitation', id, found.version)) return null
  const { version, ...invitation } = found
  return invitation
}

export function isOpen({ status, expiresAt }: { status: string; expiresAt: Date }): boolean {
  return status === 'pending' && expiresAt > new Date()
}

const asSeenByAddressee = {
  id: invitations.id,
  org: { id: orgs.id, name: orgs.name, slug: orgs.slug },
  email: invitations.email,
  role: invitations.role,
  status: invitations.status,
  invitedByName: invitations.invitedByName,
  expiresAt: invitations.expiresAt,
}
