import { z } from 'zod'
import { emailChangeMails } from '@/lib/account/emails'
import { wayInMails } from '@/lib/account/way-in-emails'
import { accountMails } from '@/lib/auth/emails'
import { JobError } from '@/lib/jobs/job-errors'
import { deletionMails } from '@/lib/leaving/emails'
import { orgMails } from '@/lib/orgs/emails'
import { twoFactorMails } from '@/lib/two-factor/emails'
import type { MailKind } from './mail'

export const mails = {
  ...accountMails,
  ...deletionMails,
  ...emailChangeMails,
  ...orgMails,
  ...twoFactorMails,
  ...wayInMails,
}

type Mails = typeof mails

type DataOf<Kind> = Kind extends MailKind<infer Data> ? Data : never

/** Stored in the queue, so it holds no secrets: the mail's link is signed when it is sent. */
export type MailJob = {
  [Name in keyof Mails]: { mail: Name; to: string } & DataOf<Mails[Name]>
}[keyof Mails]

const jobFields = z.object({ mail: z.enum(Object.keys(mails) as (keyof Mails)[]), to: z.string() })

/** Throws a `JobError` if another version of the app queued a mail that this one cannot send. */
export function readMailJob(payload: unknown): MailJob {
  const fields = read(jobFields, payload, 'a mail')
  const data: z.ZodType<object> = mails[fields.mail].data
  return { ...fields, ...read(data, payload, `the mail ${fields.mail}`) } as MailJob
}

function read<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  const { data, error } = schema.safeParse(payload)
  if (data) return data
  const problems = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new JobError(`Another version of the app queued ${what}. ${problems?.join('. ')}`)
}
