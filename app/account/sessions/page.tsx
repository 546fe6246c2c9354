import type { Metadata } from 'next'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import { listSessions, type OpenSession } from '@/lib/account/sessions'
import type { Actor } from '@/lib/auth/accounts'
import { currentCaller, requireUser } from '@/lib/auth/guards'
import { paths } from '@/lib/tenancy/paths'
import { AccountShell } from '../account-shell'
import { revokeOtherSessionsAction, revokeSessionAction } from '../actions'

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage() {
  const user = await requireUser()
  const sessions = await listSessions(user, await currentCaller())
  return (
    <AccountShell user={user} current={paths.accountSessions}>
      <Card>
        <CardHeader
          title="Sessions"
          description="Where you are signed in. A session ends after 30 days without use."
          actions={
            sessions.length > 1 && (
              <ToastForm action={revokeOtherSessionsAction}>
                <SubmitButton variant="outline" size="sm">
                  End all other sessions
                </SubmitButton>
              </ToastForm>
            )
          }
        />
        <ul aria-label="Sessions" className="mt-4 divide-y border-t">
          {sessions.map((session) => (
            <li
              key={session.id}
              className="flex flex-wrap items-center justify-between gap-3 px-5 py-4 sm:px-6"
            >
              <SessionSummary user={user} session={session} />
              {!session.isCurrent && (
                <ToastForm action={revokeSessionAction}>
                  <input type="hidden" name="id" value={session.id} />
                  <SubmitButton variant="outline" size="sm">
                    End<span className="sr-only"> {session.device}</span>
                  </SubmitButton>
                </ToastForm>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </AccountShell>
  )
}

function SessionSummary({ user, session }: { user: Actor; session: OpenSession }) {
  const { device, ipAddress, lastSeenAt, isCurrent } = session
  return (
    <div className="min-w-0 space-y-1 text-sm">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {device}
        {isCurrent && <Badge tone="success">This device</Badge>}
      </p>
      <p className="flex flex-wrap gap-x-3 text-muted-foreground [overflow-wrap:anywhere]">
        {ipAddress && <span>{ipAddress}</span>}
        {isCurrent ? (
          <span>Active now</span>
        ) : (
          <span>
            Last seen <Time date={lastSeenAt} viewer={user} className="whitespace-nowrap" />
          </span>
        )}
      </p>
    </div>
  )
}
