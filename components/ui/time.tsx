import { relativeTime } from '@/lib/relative-time'

type Moment = Date | string | number

/**
 * How long ago a moment was, or how far it is away, for example "5 h ago". More than a week away, or with
 * `absolute`, it is the day. On hover, it shows the exact time. `LocalTimes` keeps both current.
 */
export function Time({
  date,
  absolute = false,
  className,
}: {
  date: Moment
  absolute?: boolean
  className?: string
}) {
  const moment = new Date(date)
  const { text, title } = timeTexts(moment, { absolute, now: Date.now(), zone: UTC })
  return (
    <time
      dateTime={moment.toISOString()}
      title={title}
      data-absolute={absolute || undefined}
      className={className}
    >
      {text}
    </time>
  )
}

export function timeTexts(
  moment: Date,
  { absolute, now, zone }: { absolute: boolean; now: number; zone: typeof UTC },
) {
  const relative = absolute ? undefined : relativeTime(moment, now)
  return { text: relative ?? zone.day.format(moment), title: zone.exact.format(moment) }
}

// A 24-hour clock, because ICU versions differ in the space before "PM".
const formatsIn = (timeZone?: string) => ({
  day: new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone }),
  exact: new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }),
})

const UTC = formatsIn('UTC')
export const LOCAL = formatsIn()
