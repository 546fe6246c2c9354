const DAY_MS = 24 * 60 * 60 * 1000

const isName = (zone: string) => /^[a-z]/i.test(zone) // and no offset such as +01:00

/** The name that `Intl` gives a zone. Undefined if there is no such zone. */
export function findTimeZone(zone: string | undefined): string | undefined {
  if (!zone || zone.length > 100 || !isName(zone)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** For example "New York time" for "America/New_York". */
export const zoneName = (zone: string) =>
  zone === 'UTC' ? zone : `${zone.replace(/^.*\//, '').replaceAll('_', ' ')} time`

/** All zones and UTC, which `Intl` leaves out. */
export const listTimeZones = () => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]

// What a `timestamptz` of PostgreSQL and `toISOString` have in common.
const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** The first moment of a day such as 2026-03-29. */
export const startOfDay = (day: string, timeZone: string) =>
  new Date(Math.max(FIRST, midnight(Date.parse(day), timeZone)))

/** The last moment of a day, which has 23 or 25 hours if the clocks change. */
export const endOfDay = (day: string, timeZone: string) =>
  new Date(Math.min(LAST, midnight(Date.parse(day) + DAY_MS, timeZone) - 1))

/** `local` is a midnight as if it were in UTC. */
function midnight(local: number, timeZone: string): number {
  const before = offsetAt(local - DAY_MS, timeZone)
  const after = offsetAt(local + DAY_MS, timeZone)
  const moments = [before, after]
    .filter((offset) => offsetAt(local - offset, timeZone) === offset)
    .map((offset) => local - offset)
  // Where the clocks skip midnight, the day starts when they change.
  return moments.length ? Math.min(...moments) : local - before
}

/** In milliseconds, positive east of Greenwich. */
function offsetAt(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const [, sign = '+', hours = 0, minutes = 0, seconds = 0] =
    /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?/.exec(format.format(moment)) ?? []
  const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -offset : offset
}
