import type { ComponentType } from 'react'
import * as accountExists from '@/emails/account-exists'
import * as confirmEmail from '@/emails/email-change/confirm-email'
import * as emailChanged from '@/emails/email-change/email-changed'
import * as emailTaken from '@/emails/email-change/email-taken'
import * as invitation from '@/emails/invitation'
import * as accountDeleted from '@/emails/leaving/account-deleted'
import * as newDevice from '@/emails/new-device'
import * as passwordChanged from '@/emails/password-changed'
import * as recoveryCodeUsed from '@/emails/recovery-code-used'
import * as resetPassword from '@/emails/reset-password'
import * as signInLink from '@/emails/sign-in-link'
import * as twoFactorChanged from '@/emails/two-factor-changed'
import * as verifyEmail from '@/emails/verify-email'
import * as wayInChanged from '@/emails/way-in-changed'
import { formatMoment } from '@/lib/dates/formats'
import { purgeDate } from '@/lib/leaving/purge-date'
import { type Mail, mailUrl } from '@/lib/mail/mail'
import { ROLES_WITH_ARTICLE } from '@/lib/orgs/roles'
import { paths } from '@/lib/tenancy/paths'

export type Preview = Mail & { id: string; title: string }

/** All mails of the app with sample data. A new template needs a line here. */
export function listPreviews(): Preview[] {
  const name = 'Milo Reyes'
  const signInUrl = mailUrl(paths.signIn())
  const resetUrl = mailUrl(paths.forgotPassword)
  const sample = {
    orgName: 'Acme',
    inviterName: 'Ada Quinn',
    url: mailUrl(paths.invitation('sample')),
    expiresAt: formatMoment(new Date(Date.now() + WEEK), {}),
  }
  const withoutAccount = { ...sample, role: ROLES_WITH_ARTICLE.member, hasAccount: false }
  const withAccount = { ...sample, role: ROLES_WITH_ARTICLE.admin, hasAccount: true }
  const deletedProps = { name, purgedFrom: formatMoment(purgeDate(new Date()), {}), signInUrl }
  const verifyProps = { name, url: mailUrl(paths.verifyEmail('sample')) }
  const deviceProps = {
    name,
    device: 'Firefox on Windows',
    ipAddress: '203.0.113.7',
    time: formatMoment(new Date(), {}),
    sessionsUrl: mailUrl(paths.accountSessions),
    resetUrl,
  }
  const resetProps = { name, url: mailUrl(paths.resetPassword('sample')) }
  const signInLinkProps = { name, url: mailUrl(paths.signInByLink('sample')) }
  const confirmProps = { name, url: mailUrl(paths.confirmEmail('sample')) }
  const changedProps = {
    name,
    newEmail: 'milo@example.org',
    undoUrl: mailUrl(paths.undoEmailChange('sample')),
  }

  const wayInProps = (change: Parameters<typeof wayInChanged.subject>[0]['change']) => ({
    ...{ name, change, wayIn: change.startsWith('passkey') ? 'iCloud Keychain' : 'GitHub' },
    ...{ resetUrl, securityUrl: mailUrl(paths.accountSecurity) },
  })

  return [
    preview('invitation', 'Invitation, without an account', invitation, withoutAccount),
    preview('invitation-account', 'Invitation, with an account', invitation, withAccount),
    preview('verify-email', 'Verify email', verifyEmail, verifyProps),
    preview('account-exists', 'Account exists', accountExists, { signInUrl, resetUrl }),
    preview('reset-password', 'Reset password', resetPassword, resetProps),
    preview('sign-in-link', 'Sign-in link', signInLink, signInLinkProps),
    preview('confirm-email', 'Confirm email', confirmEmail, confirmProps),
    preview('email-taken', 'Email taken', emailTaken, { signInUrl, resetUrl }),
    preview('email-changed', 'Email changed', emailChanged, changedProps),
    preview('password-changed', 'Password changed', passwordChanged, { name, resetUrl }),
    preview('new-device', 'New sign-in', newDevice, deviceProps),
    preview('two-factor-on', 'Two-factor on', twoFactorChanged, { name, isOn: true, resetUrl }),
    preview('two-factor-off', 'Two-factor off', twoFactorChanged, { name, isOn: false, resetUrl }),
    preview('recovery-code', 'Recovery code used', recoveryCodeUsed, { name, left: '9', resetUrl }),
    preview('passkey-added', 'Passkey added', wayInChanged, wayInProps('passkey-added')),
    preview('passkey-removed', 'Passkey removed', wayInChanged, wayInProps('passkey-removed')),
    preview('provider-connected', 'Connected', wayInChanged, wayInProps('provider-connected')),
    preview(
      ...(['provider-disconnected', 'Disconnected', wayInChanged] as const),
      wayInProps('provider-disconnected'),
    ),
    preview('account-deleted', 'Account deleted', accountDeleted, deletedProps),
  ]
}

export function findPreview(id: string): Preview | undefined {
  return listPreviews().find((preview) => preview.id === id)
}

type Template<Props> = { default: ComponentType<Props>; subject: (props: Props) => string }

function preview<Props extends object>(
  id: string,
  title: string,
  { default: Body, subject }: Template<Props>,
  props: Props,
): Preview {
  const to = 'preview@example.com'
  return { id, title, to, subject: subject(props), body: <Body {...props} /> }
}

const WEEK = 7 * 24 * 60 * 60 * 1000
