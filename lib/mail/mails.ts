import type { ReactElement } from 'react'
import { accountMails } from '@/lib/auth/emails'
import { orgMails } from '@/lib/orgs/emails'

/** What a mail's job carries: the row it is about, never a secret. */
export type MailJob = { mail: keyof typeof mails; id: string }

/** A mail that is ready to be rendered. */
export type Mail = { to: string; subject: string; body: ReactElement }

/** Null when there is nothing to send any more: the row is gone, or nobody has that address. */
export type Compose = (id: string) => Promise<Mail | null>

export const mails = { ...accountMails, ...orgMails }
