import { and, eq } from 'drizzle-orm'
import { invitations } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { inviteMembers, listPendingInvitations } from '@/lib/orgs/invitations'
import type { Role } from '@/lib/orgs/roles'
import type { Org } from '@/lib/orgs/scope'
import type { TestOrg } from '../factories'

/** Invites an email as the org's admin. Returns the argument of `acceptInvitation`. */
export async function invite(
  { admin }: TestOrg,
  { email }: { email: string },
  role: Role = 'member',
): Promise<{ id: string; org: Org }> {
  await inviteMembers(admin, { emails: [email], role })
  const pending = await listPendingInvitations(admin)
  const invitation = pending.find((candidate) => candidate.email === email)
  if (!invitation) throw new Error('The invitation is missing.')
  return { id: invitation.id, org: admin.org }
}

/** Changes an invitation's row past the services, for example to an expired one. */
export async function updateInvitation(
  { id, org }: { id: string; org: { id: string } },
  values: Partial<typeof invitations.$inferInsert>,
) {
  await asSystem('test', (tx) =>
    tx
      .update(invitations)
      .set(values)
      .where(and(eq(invitations.orgId, org.id), eq(invitations.id, id))),
  )
}

/** For `updateInvitation`. */
export const EXPIRED = { expiresAt: new Date('2020-01-01') }

/** The rows of an org's invitations, sorted by email. */
export function invitationsOf(org: { id: string }, status?: 'pending') {
  return asSystem('test', (tx) =>
    tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.orgId, org.id), status && eq(invitations.status, status)))
      .orderBy(invitations.email),
  )
}
