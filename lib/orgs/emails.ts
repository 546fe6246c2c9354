import { and, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import { invitations, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import Invitation, { subject as invitationSubject } from '@/emails/invitation'
import { signToken } from '@/lib/auth/tokens'
import { formatMoment } from '@/lib/dates/formats'
import { mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'
import { ROLES, ROLES_WITH_ARTICLE } from './roles'

const data = z.object({
  id: z.string(),
  version: z.number(),
  orgName: z.string(),
  inviterName: z.string(),
  role: z.enum(ROLES),
  expiresAt: z.string(),
})

const invitationMail = mailKind(data, {
  compose: async ({ id, version, orgName, inviterName, role, expiresAt }, queuedAt) => {
    const [found] = await asSystem('compose mail', (tx) =>
      tx
        .select({ accountId: users.id, timeZone: users.timeZone, locale: users.locale })
        .from(invitations)
        .innerJoin(orgs, eq(orgs.id, invitations.orgId))
        .leftJoin(users, and(eq(users.email, invitations.email), lte(users.createdAt, queuedAt)))
        .where(
          and(
            eq(invitations.id, id),
            eq(invitations.version, version),
            eq(invitations.status, 'pending'),
            gt(invitations.expiresAt, new Date()),
            isNull(orgs.deletedAt),
          ),
        ),
    )
    if (!found) return null
    const props = {
      orgName,
      inviterName,
      role: ROLES_WITH_ARTICLE[role],
      url: mailUrl(paths.invitation(signToken('invitation', id, version))),
      expiresAt: formatMoment(new Date(expiresAt), found),
      hasAccount: found.accountId !== null,
    }
    return { subject: invitationSubject(props), body: Invitation(props) }
  },

  recordAttempt: async ({ id, version }, { succeeded }) => {
    await asSystem('record delivery', (tx) =>
      tx
        .update(invitations)
        .set({ deliveryFailedAt: succeeded ? null : new Date() })
        .where(
          and(
            eq(invitations.id, id),
            eq(invitations.version, version),
            succeeded ? isNotNull(invitations.deliveryFailedAt) : undefined,
          ),
        ),
    )
  },
})

export const orgMails = { invitation: invitationMail }
