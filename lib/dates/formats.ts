import { relativeTime } from './relative-time'

/** How a person sees dates. Without a zone, the server writes UTC and the browser replaces it by its own zone. */
export type DateSettings = { timeZone?: string | null; locale?: string | null }

/** The text and the exact time of a moment. The text is a day if the moment is more than a week away. */
export function timeTexts(
  moment: Date,
  { absolute, now, ...settings }: DateSettings & { absolute: boolean; now: number },
) {
  const relative = absolute ? undefined : relativeTime(moment, now, settings.locale ?? undefined)
  const { day, exact } = formatsFor(settings)
  return { text: relative ?? day.format(moment), title: exact.format(moment) }
}

const DEFAULT_LOCALE = 'en-US'

const cache = new Map<string, ReturnType<typeof createFormats>>()

// A format takes much longer to create than to use.
function formatsFor(settings: DateSettings) {
  const key = `${settings.locale} ${settings.timeZone}`
  const formats = cache.get(key) ?? createFormats(settings)
  cache.set(key, formats)
  return formats
}

// A 24-hour clock, because ICU versions differ in the space before "PM".
const TIME = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const

function createFormats({ timeZone, locale }: DateSettings) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale ?? DEFAULT_LOCALE, {
      timeZone: timeZone ?? undefined,
      ...options,
    })
  return {
    day: format({ dateStyle: 'medium' }),
    exact: format({ year: 'numeric', month: 'short', day: 'numeric', ...TIME }),
    longDay: format({ dateStyle: 'long' }),
    long: format({ year: 'numeric', month: 'long', day: 'numeric', ...TIME }),
  }
}

/** For texts without `Time`, such as mails: "November 27, 2026 at 14:05 GMT+1". In UTC without a zone. */
export function formatMoment(moment: Date, { timeZone, locale }: DateSettings): string {
  return formatsFor({ timeZone: timeZone ?? 'UTC', locale }).long.format(moment)
}

/** For texts without `Time`, such as errors: "November 27, 2026". */
export function formatDate(moment: Date, { timeZone, locale }: DateSettings): string {
  return formatsFor({ timeZone: timeZone ?? 'UTC', locale }).longDay.format(moment)
}

/** A day without a time, such as 2030-01-31, which is the same in all zones. */
export function formatDay(day: string, { locale }: DateSettings): string {
  return formatsFor({ timeZone: 'UTC', locale }).day.format(new Date(day))
}
