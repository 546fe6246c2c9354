import { and, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { emailLinks, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import AccountExists, { subject as accountExistsSubject } from '@/emails/account-exists'
import NewDevice, { subject as newDeviceSubject } from '@/emails/new-device'
import PasswordChanged, { subject as passwordChangedSubject } from '@/emails/password-changed'
import ResetPassword, { subject as resetPasswordSubject } from '@/emails/reset-password'
import SignInLink, { subject as signInLinkSubject } from '@/emails/sign-in-link'
import VerifyEmail, { subject as verifyEmailSubject } from '@/emails/verify-email'
import { formatMoment } from '@/lib/dates/formats'
import { dateSettings, mailKind, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'
import { signToken } from './tokens'

const signUpMail = mailKind(
  z.object({ id: z.string(), name: z.string(), hasAccount: z.boolean() }),
  {
    compose: async ({ id, name, hasAccount }) => {
      if (!(await isOpen(signUps, id))) return null
      if (hasAccount) {
        const props = {
          signInUrl: mailUrl(paths.signIn()),
          resetUrl: mailUrl(paths.forgotPassword),
        }
        return { subject: accountExistsSubject(props), body: AccountExists(props) }
      }
      const props = { name, url: mailUrl(paths.verifyEmail(signToken('sign-up', id))) }
      return { subject: verifyEmailSubject(props), body: VerifyEmail(props) }
    },
  },
)

// `name` is null for an email without an account, which gets no mail.
const passwordResetMail = mailKind(z.object({ id: z.string(), name: z.string().nullable() }), {
  compose: async ({ id, name }) => {
    if (name === null || !(await isOpen(emailLinks, id))) return null
    const props = { name, url: mailUrl(paths.resetPassword(signToken('password-reset', id))) }
    return { subject: resetPasswordSubject(props), body: ResetPassword(props) }
  },
})

const signInLinkMail = mailKind(z.object({ id: z.string(), name: z.string().nullable() }), {
  compose: async ({ id, name }) => {
    if (name === null || !(await isOpen(emailLinks, id))) return null
    const props = { name, url: mailUrl(paths.signInByLink(signToken('sign-in-link', id))) }
    return { subject: signInLinkSubject(props), body: SignInLink(props) }
  },
})

const passwordChangedMail = mailKind(z.object({ id: z.string(), name: z.string() }), {
  compose: async ({ id, name }) => {
    if (!(await accountExists(id))) return null
    const props = { name, resetUrl: mailUrl(paths.forgotPassword) }
    return { subject: passwordChangedSubject(props), body: PasswordChanged(props) }
  },
})

const newDeviceMail = mailKind(
  z.object({
    id: z.string(),
    name: z.string(),
    device: z.string(),
    ipAddress: z.string(),
    dates: dateSettings.optional(),
  }),
  {
    compose: async ({ id, dates, ...data }, queuedAt) => {
      if (!(await accountExists(id))) return null
      const props = {
        ...data,
        time: formatMoment(queuedAt, dates ?? {}),
        sessionsUrl: mailUrl(paths.accountSessions),
        resetUrl: mailUrl(paths.forgotPassword),
      }
      return { subject: newDeviceSubject(props), body: NewDevice(props) }
    },
  },
)

export const accountMails = {
  'sign-up': signUpMail,
  'password-reset': passwordResetMail,
  'sign-in-link': signInLinkMail,
  'password-changed': passwordChangedMail,
  'new-device': newDeviceMail,
}

/** Whether the account still exists. */
export async function accountExists(id: string) {
  const [user] = await asSystem('compose mail', (tx) =>
    tx.select({ id: users.id }).from(users).where(eq(users.id, id)),
  )
  return user !== undefined
}

async function isOpen(table: typeof signUps | typeof emailLinks, id: string) {
  const [row] = await asSystem('compose mail', (tx) =>
    tx
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.id, id), gt(table.expiresAt, new Date()))),
  )
  return row !== undefined
}
