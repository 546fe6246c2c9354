import { and, eq, gt, isNull } from 'drizzle-orm'
import { invitations, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import Invitation, { subject as invitationSubject } from '@/emails/invitation'
import { signToken } from '@/lib/auth/tokens'
import { type ComposeMail, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'
import { ROLES_WITH_ARTICLE } from './roles'

export const orgMails = {
  invitation: async (id) => {
    const [found] = await asSystem('compose mail', (tx) =>
      tx
        .select({ invitation: invitations, orgName: orgs.name, accountId: users.id })
        .from(invitations)
        .innerJoin(orgs, eq(orgs.id, invitations.orgId))
        .leftJoin(users, eq(users.email, invitations.email))
        .where(
          and(
            eq(invitations.id, id),
            eq(invitations.status, 'pending'),
            gt(invitations.expiresAt, new Date()),
            isNull(orgs.deletedAt),
          ),
        ),
    )
    if (!found) return null
    const { email, role, version, invitedByName, expiresAt } = found.invitation
    const props = {
      orgName: found.orgName,
      inviterName: invitedByName,
      role: ROLES_WITH_ARTICLE[role],
      url: mailUrl(paths.invitation(signToken('invitation', id, version))),
      expiresAt,
      hasAccount: found.accountId !== null,
    }
    return { to: email, subject: invitationSubject(props), body: Invitation(props) }
  },
} satisfies Record<string, ComposeMail>
