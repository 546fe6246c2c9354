import { z } from 'zod'
import RecoveryCodeUsed, { subject as recoveryCodeUsedSubject } from '@/emails/recovery-code-used'
import TwoFactorChanged, { subject as twoFactorChangedSubject } from '@/emails/two-factor-changed'
import { accountExists } from '@/lib/auth/emails'
import { mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'

const user = z.object({ id: z.string(), name: z.string() })

const changedMail = (isOn: boolean) =>
  mailKind(user, {
    compose: async ({ id, name }) => {
      if (!(await accountExists(id))) return null
      const props = { name, isOn, resetUrl: mailUrl(paths.forgotPassword) }
      return { subject: twoFactorChangedSubject(props), body: TwoFactorChanged(props) }
    },
  })

const recoveryCodeUsedMail = mailKind(user.extend({ left: z.string() }), {
  compose: async ({ id, name, left }) => {
    if (!(await accountExists(id))) return null
    const props = { name, left, resetUrl: mailUrl(paths.forgotPassword) }
    return { subject: recoveryCodeUsedSubject(props), body: RecoveryCodeUsed(props) }
  },
})

export const twoFactorMails = {
  'two-factor-on': changedMail(true),
  'two-factor-off': changedMail(false),
  'recovery-code-used': recoveryCodeUsedMail,
}
