import type { ReactElement } from 'react'
import { env } from '@/lib/env'

export type Mail = { to: string; subject: string; body: ReactElement }

/** Builds the mail about a row. Null if there is nothing to send, for example if the row is gone. */
export type ComposeMail = (id: string) => Promise<Mail | null>

/** `key` is the same at every attempt to deliver the mail. */
export type Message = { to: string; subject: string; html: string; text: string; key: string }

/** A link for a mail: from APP_URL, never from the host of a request. */
export function mailUrl(path: string): string {
  return new URL(path, env().APP_URL).href
}
