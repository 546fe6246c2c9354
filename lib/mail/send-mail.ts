import { Resend } from 'resend'
import { env } from '@/lib/env'
import type { Message } from './mail'
import { putIntoMailbox } from './mailbox'
import { type MailJob, mails } from './mails'
import { renderMail } from './render-mail'

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
