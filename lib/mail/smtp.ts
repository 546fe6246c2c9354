import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { env } from '@/lib/env'
import { JobError } from '@/lib/jobs/job-errors'
import type { Message } from './mail'

const OPTIONS = { connectionTimeout: '20000', greetingTimeout: '20000', socketTimeout: '20000' }

/** SMTP has no idempotency keys. All attempts share the Message-ID, which some servers deduplicate. */
export async function sendWithSmtp({ key, to, ...content }: Message, url: string) {
  const { APP_URL, MAIL_FROM } = env()
  const transport = createTransport(withOptions(url))
  const id = createHash('sha256').update(key).digest('hex')
  try {
    await transport.sendMail({
      ...content,
      from: MAIL_FROM,
      to: { name: '', address: to },
      messageId: `<${id}@${new URL(APP_URL).hostname}>`,
    })
  } catch (error) {
    const { message, code = '', responseCode = 0 } = error as SmtpError
    const isRefused = ['EENVELOPE', 'EMESSAGE'].includes(code) && responseCode >= 500
    throw new JobError(`SMTP: ${message}`, { isPermanent: isRefused })
  } finally {
    transport.close()
  }
}

// Nodemailer ignores options beside a URL, so they are added to it. Those of the operator win.
function withOptions(url: string): string {
  const target = new URL(url)
  const options = { ...OPTIONS, requireTLS: String(target.password !== '') }
  for (const [name, value] of Object.entries(options)) {
    if (!target.searchParams.has(name)) target.searchParams.set(name, value)
  }
  return target.href
}

type SmtpError = Error & { code?: string; responseCode?: number }
