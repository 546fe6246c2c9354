import { Resend } from 'resend'
import { env } from '@/lib/env'
import { JobError } from '@/lib/jobs/job-errors'
import type { Message } from './mail'
import { ProviderBusy } from './pace'

const TIMEOUT_MS = 30_000

export async function sendWithResend({ key, ...message }: Message, apiKey: string) {
  const { error, headers } = await new Resend(apiKey).emails.send(
    { from: env().MAIL_FROM, ...message },
    // The type of the options lacks `signal`, but all of them are passed to fetch.
    { idempotencyKey: key, ...{ signal: AbortSignal.timeout(TIMEOUT_MS) } },
  )
  if (!error) return
  const { name, message: reason, statusCode } = error
  if (statusCode === 429) throw new ProviderBusy(Number(headers?.['retry-after']) || 1)
  // The key belongs to this job, so an earlier attempt was accepted, with another template or APP_URL.
  if (name === 'invalid_idempotent_request') return
  throw new JobError(`Resend: ${reason}`, { isPermanent: statusCode === 422 })
}
