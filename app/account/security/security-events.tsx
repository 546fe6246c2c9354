import { Time } from '@/components/ui/time'
import { deviceName } from '@/lib/account/device-name'
import { describeSecurityEvent, type listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'

type SecurityEvents = Awaited<ReturnType<typeof listSecurityEvents>>['events']

export function SecurityEventList({ user, events }: { user: Actor; events: SecurityEvents }) {
  return (
    <ul aria-label="Activity" className="divide-y border-t text-sm">
      {events.map((event) => (
        <li
          key={event.id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 py-3 sm:px-6"
        >
          <div className="min-w-0 space-y-1 [overflow-wrap:anywhere]">
            <p className="font-medium">{describeSecurityEvent(event)}</p>
            <p className="text-muted-foreground">
              {deviceName(event.userAgent)} · {event.ipAddress}
            </p>
          </div>
          <Time
            date={event.createdAt}
            viewer={user}
            className="whitespace-nowrap text-muted-foreground"
          />
        </li>
      ))}
    </ul>
  )
}
