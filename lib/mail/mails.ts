import { accountMails } from '@/lib/auth/emails'
import { orgMails } from '@/lib/orgs/emails'

export const mails = { ...accountMails, ...orgMails }

/** The payload of a mail's job: the id of the row that the mail is about, never a secret. */
export type MailJob = { mail: keyof typeof mails; id: string }
