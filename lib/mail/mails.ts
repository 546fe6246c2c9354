import { accountMails } from '@/lib/auth/emails'
import { orgMails } from '@/lib/orgs/emails'

export const mails = { ...accountMails, ...orgMails }

/** Stored in the queue, so it holds the id of a row and no secrets. */
export type MailJob = { mail: keyof typeof mails; id: string }
