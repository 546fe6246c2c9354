import { env } from '@/lib/env'
import { JobPostponed } from '@/lib/jobs/job-errors'
import type { Mail, MailKind, Message } from './mail'
import { putIntoMailbox } from './mailbox'
import { type MailJob, mails } from './mails'
import { sendPaced } from './pace'
import { renderMail } from './render-mail'
import { sendWithResend } from './resend'
import { sendWithSmtp } from './smtp'

export async function sendMail(job: MailJob, { key, queuedAt }: { key: string; queuedAt: Date }) {
  const mail = await composeMail(job, queuedAt)
  if (!mail) return
  const record = async (succeeded: boolean) => kindOf(job).recordAttempt?.(job, { succeeded })
  try {
    await deliver({ key, ...(await renderMail(mail)) })
  } catch (error) {
    if (!(error instanceof JobPostponed)) await record(false)
    throw error
  }
  await record(true)
}

/** Null if the row behind the mail is gone or was changed. */
export async function composeMail(job: MailJob, queuedAt: Date): Promise<Mail | null> {
  const content = await kindOf(job).compose(job, queuedAt)
  return content && { to: job.to, ...content }
}

const kindOf = (job: MailJob) => mails[job.mail] as Omit<MailKind<MailJob>, 'data'>

async function deliver(message: Message) {
  const { RESEND_API_KEY, SMTP_URL } = env()
  if (RESEND_API_KEY) return sendPaced(() => sendWithResend(message, RESEND_API_KEY))
  if (SMTP_URL) return sendPaced(() => sendWithSmtp(message, SMTP_URL))
  return putIntoMailbox(message)
}
