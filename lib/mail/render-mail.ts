import { render } from 'react-email'
import type { Mail, Message } from './mail'

export async function renderMail({ to, subject, body }: Mail): Promise<Omit<Message, 'key'>> {
  return { to, subject, html: await render(body), text: await render(body, { plainText: true }) }
}
