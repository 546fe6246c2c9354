import { type DateSettings, timeTexts } from '@/lib/dates/formats'

type Moment = Date | string | number

/**
 * How long ago a moment was, or how far it is away, for example "5 h ago". More than a week away, or with
 * `absolute`, it is the day. On hover, it shows the exact time. `viewer` is the person who reads it: without one,
 * or without a zone, `LocalTimes` shows the zone of the browser. `LocalTimes` also keeps the text current.
 */
export function Time({
  date,
  viewer,
  absolute = false,
  className,
}: {
  date: Moment
  viewer: DateSettings | null
  absolute?: boolean
  className?: string
}) {
  const moment = new Date(date)
  const { timeZone, locale } = viewer ?? {}
  const settings = { timeZone: timeZone ?? 'UTC', locale }
  const { text, title } = timeTexts(moment, { absolute, now: Date.now(), ...settings })
  return (
    <time
      dateTime={moment.toISOString()}
      title={title}
      lang={locale ?? undefined}
      data-zone={timeZone ?? undefined}
      data-absolute={absolute || undefined}
      className={className}
    >
      {text}
    </time>
  )
}
