import { accountMails } from '@/lib/auth/emails'
import { orgMails } from '@/lib/orgs/emails'
import type { MailKind } from './mail'

export const mails = { ...accountMails, ...orgMails }

type Mails = typeof mails

type DataOf<Kind> = Kind extends MailKind<infer Data> ? Data : never

/** Stored in the queue, so it holds no secrets: the mail's link is signed when it is sent. */
export type MailJob = {
  [Name in keyof Mails]: { mail: Name; to: string } & DataOf<Mails[Name]>
}[keyof Mails]
