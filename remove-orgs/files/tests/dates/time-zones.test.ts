import { expect, test } from 'vitest'
import { findTimeZone, listTimeZones } from '@/lib/dates/time-zones'

test('zones have the names of Intl, and offsets and other texts are no zones', () => {
  expect(findTimeZone('europe/berlin')).toBe('Europe/Berlin')
  for (const zone of ['', '+02:00', 'Mars/Olympus', "Europe/Berlin'; --", 'x'.repeat(101)]) {
    expect(findTimeZone(zone)).toBeUndefined()
  }
  for (const zone of listTimeZones()) expect(findTimeZone(zone)).toBe(zone)
})
