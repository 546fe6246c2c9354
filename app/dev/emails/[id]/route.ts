import { notFound } from 'next/navigation'
import { requireLocalMode } from '@/lib/auth/guards'
import { renderMail } from '@/lib/mail/render-mail'
import { findPreview } from '../previews'

/** The HTML of a sample email, or its text with `?text`. */
export async function GET(request: Request, { params }: RouteContext<'/dev/emails/[id]'>) {
  await requireLocalMode()
  const preview = findPreview((await params).id)
  if (!preview) notFound()
  const { html, text } = await renderMail(preview)
  const plain = new URL(request.url).searchParams.has('text')
  return new Response(plain ? text : html, {
    headers: { 'Content-Type': `text/${plain ? 'plain' : 'html'}; charset=utf-8` },
  })
}
