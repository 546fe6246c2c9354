import { MailOpen } from 'lucide-react'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/tenancy/paths'
import { appUrl } from '@/lib/urls'

export function InvitationsNotice({ count }: { count: number }) {
  if (!count) return null
  return (
    <p className="mb-6 flex items-center gap-3 rounded-lg border border-link/20 bg-primary-soft px-4 py-3 text-sm">
      <MailOpen aria-hidden className="size-4 shrink-0 text-link" />
      <span>
        You have {count === 1 ? 'an invitation' : `${count} invitations`} waiting.{' '}
        <TextLink href={appUrl(paths.invitations)}>See {count === 1 ? 'it' : 'them'}</TextLink>
      </span>
    </p>
  )
}
