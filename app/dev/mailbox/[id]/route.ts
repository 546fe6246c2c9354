import { notFound } from 'next/navigation'
import { requireLocalMode } from '@/lib/auth/guards'
import { findInMailbox } from '@/lib/mail/mailbox'

/** The HTML of an email, or its text with `?text`. */
export async function GET(request: Request, { params }: RouteContext<'/dev/mailbox/[id]'>) {
  await requireLocalMode()
  const mail = await findInMailbox((await params).id)
  if (!mail) notFound()
  const plain = new URL(request.url).searchParams.has('text')
  return new Response(plain ? mail.text : mail.html, {
    headers: { 'Content-Type': `text/${plain ? 'plain' : 'html'}; charset=utf-8` },
  })
}
