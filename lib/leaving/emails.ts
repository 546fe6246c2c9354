import { and, eq, isNotNull } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import AccountDeleted, { subject } from '@/emails/leaving/account-deleted'
import { formatMoment } from '@/lib/dates/formats'
import { dateSettings, mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'

const data = z.object({
  id: z.string(),
  name: z.string(),
  purgedFrom: z.string(),
  dates: dateSettings.optional(),
})

export const deletionMails = {
  'account-deleted': mailKind(data, {
    compose: async ({ id, name, purgedFrom, dates }) => {
      const [deleted] = await asSystem('compose mail', (tx) =>
        tx
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.id, id), isNotNull(users.deletedAt))),
      )
      if (!deleted) return null
      const props = {
        name,
        purgedFrom: formatMoment(new Date(purgedFrom), dates ?? {}),
        signInUrl: mailUrl(paths.signIn()),
      }
      return { subject: subject(props), body: AccountDeleted(props) }
    },
  }),
}
