import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { env } from '@/lib/env'
import { JobError } from '@/lib/jobs/job-errors'
import type { Message } from './mail'

const TIMEOUT_MS = 20_000

/** SMTP has no idempotency keys. All attempts share the Message-ID, which some servers deduplicate. */
export async function sendWithSmtp({ key, to, ...content }: Message, url: string) {
  const { APP_URL, MAIL_FROM } = env()
  const transport = createTransport({
    url,
    requireTLS: new URL(url).password !== '',
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  const id = createHash('sha256').update(key).digest('hex')
  try {
    await transport.sendMail({
      ...content,
      from: MAIL_FROM,
      to: { name: '', address: to },
      messageId: `<${id}@${new URL(APP_URL).hostname}>`,
    })
  } catch (error) {
    const { message, code, responseCode = 0 } = error as SmtpError
    // A wrong password can be corrected, so the job is kept.
    throw new JobError(`SMTP: ${message}`, { isPermanent: responseCode >= 500 && code !== 'EAUTH' })
  } finally {
    transport.close()
  }
}

type SmtpError = Error & { code?: string; responseCode?: number }
