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

/** All zones and UTC, which `Intl` leaves out. */
export const listTimeZones = () => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]
