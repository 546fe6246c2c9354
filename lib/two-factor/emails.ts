import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import RecoveryCodeUsed, { subject as recoveryCodeUsedSubject } from '@/emails/recovery-code-used'
import TwoFactorChanged, { subject as twoFactorChangedSubject } from '@/emails/two-factor-changed'
import { mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'

const user = z.object({ id: z.string(), name: z.string() })

const changedMail = (isOn: boolean) =>
  mailKind(user, {
    compose: async ({ id, name }) => {
      if (!(await exists(id))) return null
      const props = { name, isOn, resetUrl: mailUrl(paths.forgotPassword) }
      return { subject: twoFactorChangedSubject(props), body: TwoFactorChanged(props) }
    },
  })

const recoveryCodeUsedMail = mailKind(user.extend({ left: z.string() }), {
  compose: async ({ id, name, left }) => {
    if (!(await exists(id))) return null
    const props = { name, left, resetUrl: mailUrl(paths.forgotPassword) }
    return { subject: recoveryCodeUsedSubject(props), body: RecoveryCodeUsed(props) }
  },
})

export const twoFactorMails = {
  'two-factor-on': changedMail(true),
  'two-factor-off': changedMail(false),
  'recovery-code-used': recoveryCodeUsedMail,
}

async function exists(id: string) {
  const [found] = await asSystem('compose mail', (tx) =>
    tx.select({ id: users.id }).from(users).where(eq(users.id, id)),
  )
  return found !== undefined
}
