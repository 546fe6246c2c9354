import { expect, test } from 'vitest'
import { relativeTime } from '@/lib/dates/relative-time'

const NOW = Date.parse('2026-11-26T12:00:00Z')

test.each([
  ['2026-11-26T12:00:00Z', 'just now'],
  ['2026-11-26T11:59:40Z', 'just now'],
  ['2026-11-26T12:00:20Z', 'just now'],
  ['2026-11-26T11:55:00Z', '5 min ago'],
  ['2026-11-26T11:00:20Z', '1 h ago'],
  ['2026-11-26T07:10:00Z', '5 h ago'],
  ['2026-11-25T12:00:00Z', '1 day ago'],
  ['2026-11-19T12:00:00Z', '7 days ago'],
  ['2026-11-18T12:00:00Z', undefined],
  ['2026-11-26T17:00:00Z', 'in 5 h'],
  ['2026-12-03T11:59:59Z', 'in 7 days'],
  ['2026-12-04T12:00:00Z', undefined],
])('at noon, %s is %s', (date, text) => {
  expect(relativeTime(new Date(date), NOW)).toBe(text)
})
