import type { Metadata } from 'next'
import { Pagination } from '@/components/pagination'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { EVENTS_PER_PAGE, listSecurityEvents } from '@/lib/account/security-log'
import { requireUser } from '@/lib/auth/guards'
import { pageQuery } from '@/lib/list-query'
import { paths } from '@/lib/tenancy/paths'
import { AccountShell } from '../../account-shell'
import { SecurityEventList } from '../security-events'

export const metadata: Metadata = { title: 'Security activity' }

export default async function SecurityActivityPage({
  searchParams,
}: PageProps<'/account/security/activity'>) {
  const user = await requireUser()
  const { page } = pageQuery.parse(await searchParams)
  const { events, total } = await listSecurityEvents(user, { page })
  return (
    <AccountShell user={user} current={paths.accountSecurity}>
      <Card>
        <CardHeader
          title="Security activity"
          description="What was done with your account in the last year."
        />
        {events.length ? (
          <div className="mt-4">
            <SecurityEventList user={user} events={events} />
          </div>
        ) : (
          <CardContent className="text-muted-foreground text-sm">
            There is nothing on this page.
          </CardContent>
        )}
      </Card>
      <Pagination
        page={page}
        perPage={EVENTS_PER_PAGE}
        total={total}
        href={(page) => paths.accountActivity({ page: String(page) })}
      />
    </AccountShell>
  )
}
