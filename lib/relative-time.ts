const MINUTE = 60_000
const DAYS = 7

/** For example "5 h ago" or "in 6 days". Undefined if `date` is more than a week away from `now`. */
export function relativeTime(date: Date, now: number): string | undefined {
  const milliseconds = date.getTime() - now
  const minutes = Math.round(Math.abs(milliseconds) / MINUTE)
  if (!minutes) return 'just now'
  const span = spanOf(minutes)
  return span && (milliseconds < 0 ? `${span} ago` : `in ${span}`)
}

function spanOf(minutes: number) {
  const hours = Math.round(minutes / 60)
  const days = Math.round(hours / 24)
  if (minutes < 60) return `${minutes} min`
  if (hours < 24) return `${hours} h`
  if (days === 1) return '1 day'
  return days <= DAYS ? `${days} days` : undefined
}
