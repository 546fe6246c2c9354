import type { ReactElement } from 'react'
import { z } from 'zod'
import { env } from '@/lib/env'

export type Content = { subject: string; body: ReactElement }

export type Mail = Content & { to: string }

export type MailKind<Data> = {
  /** What the job stores. Another version of the app may have queued it. */
  data: z.ZodType<Data>
  /** `data` is fixed when the mail is queued, so that each attempt has the same body. Null: do not send. */
  compose: (data: Data, queuedAt: Date) => Promise<Content | null>
  /** Called after each attempt. */
  recordAttempt?: (data: Data, attempt: { succeeded: boolean }) => Promise<void>
}

export const mailKind = <Data>(data: z.ZodType<Data>, rest: Omit<MailKind<Data>, 'data'>) => ({
  data,
  ...rest,
})

/** How the recipient sees dates, stored when the mail is queued. */
export const dateSettings = z.object({
  timeZone: z.string().nullish(),
  locale: z.string().nullish(),
})

/** `key` is the idempotency key: all delivery attempts share it. */
export type Message = { to: string; subject: string; html: string; text: string; key: string }

/** Built from APP_URL, because the host of a request can be forged. */
export function mailUrl(path: string): string {
  return new URL(path, env().APP_URL).href
}
