import { Inbox, Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { requireLocalMode } from '@/lib/auth/guards'
import { listMailbox } from '@/lib/mail/mailbox'
import { paths } from '@/lib/tenancy/paths'

export const metadata: Metadata = { title: 'Mailbox' }
export const dynamic = 'force-dynamic'

export default async function MailboxPage() {
  await requireLocalMode()
  const mails = await listMailbox()
  return (
    <main className="mx-auto max-w-3xl px-4 py-10 sm:px-8">
      <PageHeader
        title="Mailbox"
        description="Emails that the app has sent. This page exists in local mode only."
        actions={
          <Button asChild variant="outline">
            <Link href={paths.emails}>
              <Mail aria-hidden />
              Emails
            </Link>
          </Button>
        }
      />
      {mails.length === 0 && (
        <EmptyState
          icon={Inbox}
          title="No emails yet"
          description="Emails that the app sends appear here. Reload to check."
        />
      )}
      {mails.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-raised">
          {mails.map(({ id, to, subject, sentAt }) => (
            <li key={id} className="relative px-4 py-3 text-sm hover:bg-muted/40 sm:px-5">
              <div className="flex items-baseline justify-between gap-4">
                <a
                  href={paths.mail(id)}
                  className="min-w-0 truncate font-medium after:absolute after:inset-0"
                >
                  {subject}
                </a>
                <Time date={sentAt} className="shrink-0 text-muted-foreground text-xs" />
              </div>
              <p className="truncate text-muted-foreground">{to}</p>
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}
