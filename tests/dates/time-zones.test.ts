import { expect, test } from 'vitest'
import { endOfDay, findTimeZone, listTimeZones, startOfDay } from '@/lib/dates/time-zones'

test.each([
  ['2026-07-01', 'UTC', '2026-07-01T00:00:00.000Z', '2026-07-01T23:59:59.999Z'],
  // The clocks go forward in Berlin, so the day has 23 hours, and back in New York.
  ['2026-03-28', 'Europe/Berlin', '2026-03-27T23:00:00.000Z', '2026-03-28T22:59:59.999Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30T21:59:59.999Z'],
  ['2026-10-31', 'America/New_York', '2026-10-31T04:00:00.000Z', '2026-11-01T03:59:59.999Z'],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z', '2026-11-03T04:59:59.999Z'],
  // Cairo has no midnight on this day, and Havana has two.
  ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z', '2026-04-24T20:59:59.999Z'],
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
  ['2026-07-01', 'Asia/Kathmandu', '2026-06-30T18:15:00.000Z', '2026-07-01T18:14:59.999Z'],
  // PostgreSQL has no year 0, and `toISOString` writes later years with a sign.
  ['0001-01-01', 'Asia/Tokyo', '0001-01-01T00:00:00.000Z', expect.any(String)],
  ['9999-12-31', 'America/New_York', '9999-12-31T05:00:00.000Z', '9999-12-31T23:59:59.999Z'],
])('%s in %s begins and ends at the right moments', (day, zone, start, end) => {
  expect(startOfDay(day, zone).toISOString()).toBe(start)
  expect(endOfDay(day, zone).toISOString()).toEqual(end)
})

test('zones have the names of Intl, and offsets and other texts are no zones', () => {
  expect(findTimeZone('europe/berlin')).toBe('Europe/Berlin')
  for (const zone of ['', '+02:00', 'Mars/Olympus', "Europe/Berlin'; --", 'x'.repeat(101)]) {
    expect(findTimeZone(zone)).toBeUndefined()
  }
  for (const zone of listTimeZones()) expect(findTimeZone(zone)).toBe(zone)
})
