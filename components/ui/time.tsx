type Moment = Date | string | number

export function Time({
  date,
  withTime = false,
  className,
}: {
  date: Moment
  withTime?: boolean
  className?: string
}) {
  const moment = new Date(date)
  const day = days.format(moment)
  const clock = `${day}, ${clocks.format(moment)} UTC`
  return (
    <time
      dateTime={moment.toISOString()}
      title={withTime ? undefined : clock}
      className={className}
    >
      {withTime ? clock : day}
    </time>
  )
}

// A fixed locale and time zone, so that server and browser render the same text. A 24-hour clock,
// because ICU versions differ in the space before "PM".
const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' })
const clocks = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
})
