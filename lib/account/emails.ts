import { and, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { emailChanges } from '@/db/schema/system/email-changes'
import { asSystem } from '@/db/transactions'
import ConfirmEmail, { subject as confirmEmailSubject } from '@/emails/email-change/confirm-email'
import EmailChanged, { subject as emailChangedSubject } from '@/emails/email-change/email-changed'
import EmailTaken, { subject as emailTakenSubject } from '@/emails/email-change/email-taken'
import { signToken } from '@/lib/auth/tokens'
import { mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'

/** To the new email. */
const emailChangeMail = mailKind(
  z.object({ id: z.string(), name: z.string(), isTaken: z.boolean() }),
  {
    compose: async ({ id, name, isTaken }) => {
      if ((await isConfirmed(id)) !== false) return null
      if (isTaken) {
        const props = {
          signInUrl: mailUrl(paths.signIn()),
          resetUrl: mailUrl(paths.forgotPassword),
        }
        return { subject: emailTakenSubject(props), body: EmailTaken(props) }
      }
      const props = { name, url: mailUrl(paths.confirmEmail(signToken('email-change', id))) }
      return { subject: confirmEmailSubject(props), body: ConfirmEmail(props) }
    },
  },
)

/** To the old email. */
const emailChangedMail = mailKind(
  z.object({ id: z.string(), name: z.string(), newEmail: z.string() }),
  {
    compose: async ({ id, name, newEmail }) => {
      if (!(await isConfirmed(id))) return null
      const undoUrl = mailUrl(paths.undoEmailChange(signToken('email-change-undo', id)))
      const props = { name, newEmail, undoUrl }
      return { subject: emailChangedSubject(props), body: EmailChanged(props) }
    },
  },
)

export const emailChangeMails = {
  'email-change': emailChangeMail,
  'email-changed': emailChangedMail,
}

/** Undefined if the change has expired, or was cancelled or undone. */
async function isConfirmed(id: string): Promise<boolean | undefined> {
  const [change] = await asSystem('compose mail', (tx) =>
    tx
      .select({ confirmedAt: emailChanges.confirmedAt })
      .from(emailChanges)
      .where(and(eq(emailChanges.id, id), gt(emailChanges.expiresAt, new Date()))),
  )
  return change && change.confirmedAt !== null
}
