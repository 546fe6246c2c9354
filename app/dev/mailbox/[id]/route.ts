import { notFound } from 'next/navigation'
import { requireLocalMode } from '@/lib/auth/guards'
import { findInMailbox } from '@/lib/mail/mailbox'
import { withMailHeader } from './mail-header'

/** The HTML of an email below a header, or its text with `?text`. */
export async function GET(request: Request, { params }: RouteContext<'/dev/mailbox/[id]'>) {
  await requireLocalMode()
  const mail = await findInMailbox((await params).id)
  if (!mail) notFound()
  const plain = new URL(request.url).searchParams.has('text')
  return new Response(plain ? mail.text : withMailHeader(mail), {
    headers: { 'Content-Type': `text/${plain ? 'plain' : 'html'}; charset=utf-8` },
  })
}
