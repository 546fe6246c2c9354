import { eq } from 'drizzle-orm'
import { passwordResets, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import AccountExists, { subject as accountExistsSubject } from '@/emails/account-exists'
import PasswordChanged, { subject as passwordChangedSubject } from '@/emails/password-changed'
import ResetPassword, { subject as resetPasswordSubject } from '@/emails/reset-password'
import VerifyEmail, { subject as verifyEmailSubject } from '@/emails/verify-email'
import { type ComposeMail, mailUrl } from '@/lib/mail/mail'
import { paths } from '@/lib/tenancy/paths'
import { signToken } from './tokens'

export const accountMails = {
  'sign-up': async (id) => {
    const [signUp] = await asSystem('compose mail', (tx) =>
      tx
        .select({ name: signUps.name, email: signUps.email, userId: users.id })
        .from(signUps)
        .leftJoin(users, eq(users.email, signUps.email))
        .where(eq(signUps.id, id)),
    )
    if (!signUp) return null
    const { name, email: to } = signUp
    if (signUp.userId) {
      const props = {
        signInUrl: mailUrl(paths.signIn()),
        resetUrl: mailUrl(paths.forgotPassword),
      }
      return { to, subject: accountExistsSubject(props), body: AccountExists(props) }
    }
    const props = { name, url: mailUrl(paths.verifyEmail(signToken('sign-up', id))) }
    return { to, subject: verifyEmailSubject(props), body: VerifyEmail(props) }
  },

  'password-reset': async (id) => {
    const [user] = await asSystem('compose mail', (tx) =>
      tx
        .select({ name: users.name, email: users.email })
        .from(passwordResets)
        .innerJoin(users, eq(users.email, passwordResets.email))
        .where(eq(passwordResets.id, id)),
    )
    if (!user) return null
    const props = {
      name: user.name,
      url: mailUrl(paths.resetPassword(signToken('password-reset', id))),
    }
    return { to: user.email, subject: resetPasswordSubject(props), body: ResetPassword(props) }
  },

  'password-changed': async (id) => {
    const [user] = await asSystem('compose mail', (tx) =>
      tx.select({ name: users.name, email: users.email }).from(users).where(eq(users.id, id)),
    )
    if (!user) return null
    const props = { name: user.name, resetUrl: mailUrl(paths.forgotPassword) }
    return { to: user.email, subject: passwordChangedSubject(props), body: PasswordChanged(props) }
  },
} satisfies Record<string, ComposeMail>
