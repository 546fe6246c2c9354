import { Inbox, Mail, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { SearchForm } from '@/components/forms/search-form'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { requireLocalMode } from '@/lib/auth/guards'
import { searchQuery } from '@/lib/list-query'
import { listMailbox } from '@/lib/mail/mailbox'
import { paths } from '@/lib/tenancy/paths'
import { Refresh } from './refresh'

export const metadata: Metadata = { title: 'Mailbox' }
export const dynamic = 'force-dynamic'

export default async function MailboxPage({ searchParams }: PageProps<'/dev/mailbox'>) {
  await requireLocalMode()
  const { q } = searchQuery.parse(await searchParams)
  const all = await listMailbox()
  const mails = all.filter(({ to }) => to.includes(q.toLowerCase()))
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
      <Refresh />
      {(all.length > 0 || q) && (
        <div className="mb-4">
          <SearchForm
            href={paths.mailbox()}
            value={q}
            label="Search recipients"
            placeholder="Recipient"
          />
        </div>
      )}
      {mails.length === 0 && <NoMails search={q} />}
      {mails.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-raised">
          {mails.map(({ id, to, subject, sentAt }) => (
            <li key={id} className="relative px-4 py-3 text-sm hover:bg-muted/40 sm:px-5">
              <div className="flex items-baseline justify-between gap-4">
                <a
                  href={paths.mail(id)}
                  title={subject}
                  className="min-w-0 truncate font-medium after:absolute after:inset-0"
                >
                  {subject}
                </a>
                <Time
                  date={sentAt}
                  viewer={null}
                  className="shrink-0 text-muted-foreground text-xs"
                />
              </div>
              <p title={to} className="truncate text-muted-foreground">
                {to}
              </p>
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}

function NoMails({ search }: { search: string }) {
  if (!search) {
    return (
      <EmptyState
        icon={Inbox}
        title="No emails yet"
        description="Emails that the app sends appear here by themselves."
      />
    )
  }
  return (
    <EmptyState
      icon={SearchX}
      title={`No emails to “${search}”`}
      description="New ones appear here by themselves."
      action={
        <TextLink href={paths.mailbox()} className="text-sm">
          Show all emails
        </TextLink>
      }
    />
  )
}
