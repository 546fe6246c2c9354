const MINUTE = 60_000
const DAYS = 7

/** For example "5 h ago" or "in 6 days". Undefined if `date` is more than a week away from `now`. */
export function relativeTime(date: Date, now: number, locale = 'en'): string | undefined {
  const milliseconds = date.getTime() - now
  const [count, unit] = spanOf(Math.round(Math.abs(milliseconds) / MINUTE))
  if (unit === 'day' && count > DAYS) return undefined
  if (!locale.startsWith('en')) {
    const format = { style: 'short', numeric: count ? 'always' : 'auto' } as const
    const signed = Math.sign(milliseconds) * count
    return new Intl.RelativeTimeFormat(locale, format).format(signed, unit)
  }
  if (!count) return 'just now'
  const span = `${count} ${count === 1 ? SINGULAR[unit] : PLURAL[unit]}`
  return milliseconds < 0 ? `${span} ago` : `in ${span}`
}

function spanOf(minutes: number) {
  const hours = Math.round(minutes / 60)
  if (!minutes) return [0, 'second'] as const
  if (minutes < 60) return [minutes, 'minute'] as const
  if (hours < 24) return [hours, 'hour'] as const
  return [Math.round(hours / 24), 'day'] as const
}

const SINGULAR = { second: 's', minute: 'min', hour: 'h', day: 'day' }
const PLURAL = { ...SINGULAR, day: 'days' }
