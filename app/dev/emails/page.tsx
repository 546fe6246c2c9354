import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { requireLocalMode } from '@/lib/auth/guards'
import { renderMail } from '@/lib/mail/render-mail'
import { paths } from '@/lib/tenancy/paths'
import { sendToMailboxAction } from './actions'
import { listPreviews, type Preview } from './previews'

export const metadata: Metadata = { title: 'Emails' }
export const dynamic = 'force-dynamic'

export default async function EmailsPage() {
  await requireLocalMode()
  return (
    <main className="mx-auto max-w-3xl px-4 py-10 sm:px-8">
      <PageHeader
        title="Emails"
        description="Every email that the app can send. This page exists in local mode only."
        actions={
          <Button asChild variant="outline">
            <Link href={paths.mailbox()}>
              <Inbox aria-hidden />
              Mailbox
            </Link>
          </Button>
        }
      />
      <ul className="space-y-6">
        {listPreviews().map((preview) => (
          <li key={preview.id}>
            <EmailCard preview={preview} />
          </li>
        ))}
      </ul>
    </main>
  )
}

async function EmailCard({ preview }: { preview: Preview }) {
  const { id, title, subject } = preview
  const { html } = await renderMail(preview)
  return (
    <Card>
      <CardHeader title={title} description={subject} />
      <CardContent className="space-y-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 text-sm">
          <ActionForm
            action={sendToMailboxAction}
            className="flex flex-wrap items-center gap-x-4 gap-y-3"
          >
            <input type="hidden" name="id" value={id} />
            <SubmitButton variant="outline" className="-order-1">
              Send to mailbox
            </SubmitButton>
          </ActionForm>
          <div className="flex gap-4">
            <TextLink href={paths.email(id)}>HTML</TextLink>
            <TextLink href={paths.emailText(id)}>Text</TextLink>
          </div>
        </div>
        {/* srcdoc, because the app forbids framing its pages. */}
        <iframe
          title={`Preview of ${title}`}
          srcDoc={html}
          sandbox=""
          tabIndex={-1}
          loading="lazy"
          className="pointer-events-none h-160 w-full rounded-lg border sm:h-145"
        />
      </CardContent>
    </Card>
  )
}
