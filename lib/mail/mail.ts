import type { ReactElement } from 'react'
import { env } from '@/lib/env'

export type Mail = { to: string; subject: string; body: ReactElement }

export type ComposeMail = (rowId: string) => Promise<Mail | null>

/** `key` is the idempotency key: all delivery attempts share it. */
export type Message = { to: string; subject: string; html: string; text: string; key: string }

/** Built from APP_URL, because the host of a request can be forged. */
export function mailUrl(path: string): string {
  return new URL(path, env().APP_URL).href
}
