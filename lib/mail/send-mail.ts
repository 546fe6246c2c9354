import { Resend } from 'resend'
import { env } from '@/lib/env'
import { putIntoMailbox } from './mailbox'
import { type MailJob, mails } from './mails'
import { type RenderedMail, renderMail } from './render-mail'

/** A mail as it leaves the house. `key` is the same at every attempt to deliver it. */
export type Message = RenderedMail & { key: string }

/** Composes a mail from the row that its job names, and delivers it. Throws to be tried again. */
export async function sendMail({ mail, id }: MailJob, key: string) {
  const composed = await mails[mail](id)
  if (composed) await deliver({ key, ...(await renderMail(composed)) })
}

async function deliver({ key, ...message }: Message) {
  const { RESEND_API_KEY, MAIL_FROM } = env()
  if (!RESEND_API_KEY) return putIntoMailbox({ key, ...message })
  const { error } = await new Resend(RESEND_API_KEY).emails.send(
    { from: MAIL_FROM, ...message },
    { idempotencyKey: key },
  )
  if (error) throw new Error(`Resend: ${error.message}`)
}
