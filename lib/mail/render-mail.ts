import { render } from 'react-email'
import type { Mail } from './mails'

/** A mail as its addressee's client gets it. */
export type RenderedMail = { to: string; subject: string; html: string; text: string }

export async function renderMail({ to, subject, body }: Mail): Promise<RenderedMail> {
  return { to, subject, html: await render(body), text: await render(body, { plainText: true }) }
}
