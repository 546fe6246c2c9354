'use client'

import { useSyncExternalStore } from 'react'
import { useHydrated } from '@/components/use-hydrated'
import { relativeTime } from '@/lib/relative-time'

export type Moment = Date | string | number

/** Hydrates with the server's clock and time zone, then continues with those of the browser. */
export function TimeText({
  date,
  renderedAt,
  absolute = false,
  className,
}: {
  date: Moment
  renderedAt: number
  absolute?: boolean
  className?: string
}) {
  const { day, exact } = useHydrated() ? LOCAL : UTC
  // The clock of the browser may be slow.
  const now = Math.max(
    useSyncExternalStore(everyMinute, currentMinute, () => renderedAt),
    renderedAt,
  )
  const moment = new Date(date)
  return (
    <time dateTime={moment.toISOString()} title={exact.format(moment)} className={className}>
      {(!absolute && relativeTime(moment, now)) || day.format(moment)}
    </time>
  )
}

const currentMinute = () => Math.floor(Date.now() / 60_000) * 60_000

function everyMinute(onChange: () => void) {
  const timer = setInterval(onChange, 60_000)
  return () => clearInterval(timer)
}

// A 24-hour clock, because ICU versions differ in the space before "PM".
const formats = (timeZone?: string) => ({
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

const UTC = formats('UTC')
const LOCAL = formats()
