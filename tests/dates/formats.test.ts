import { expect, test } from 'vitest'
import { formatDate, formatDay, formatMoment, timeTexts } from '@/lib/dates/formats'
import { LOCALES, localeLabel } from '@/lib/dates/locales'

const MOMENT = new Date('2026-11-27T23:05:00Z')
const later = (days: number) => MOMENT.getTime() + days * 24 * 60 * 60 * 1000
const BERLIN = { timeZone: 'Europe/Berlin', locale: 'de-DE' }

test('a time is in the zone and the language of the person', () => {
  const texts = (now: number, settings: object) =>
    timeTexts(MOMENT, { absolute: false, now, ...settings })

  expect(texts(later(9), { timeZone: 'UTC' })).toEqual({
    text: 'Nov 27, 2026',
    title: 'Nov 27, 2026, 23:05 UTC',
  })
  expect(texts(later(9), { timeZone: 'Europe/Berlin', locale: 'en-GB' })).toEqual({
    text: '28 Nov 2026',
    title: '28 Nov 2026, 00:05 CET',
  })
  expect(texts(later(9), BERLIN).text).toBe('28.11.2026')
  expect(texts(later(2), BERLIN).text).toBe('vor 2 Tagen')
  expect(texts(later(-1), BERLIN).text).toBe('in 1 Tag')
  expect(texts(later(0), BERLIN).text).toBe('jetzt')
})

test('a text names the zone, which is UTC for a person without one', () => {
  expect(formatMoment(MOMENT, {})).toBe('November 27, 2026 at 23:05 UTC')
  expect(formatMoment(MOMENT, { timeZone: 'America/New_York' })).toBe(
    'November 27, 2026 at 18:05 EST',
  )
  expect(formatMoment(MOMENT, BERLIN)).toBe('28. November 2026 um 00:05 MEZ')
  expect(formatDate(MOMENT, BERLIN)).toBe('28. November 2026')
})

test('a day is the same in all zones', () => {
  expect(formatDay('2030-01-31', { timeZone: 'Pacific/Pago_Pago' })).toBe('Jan 31, 2030')
  expect(formatDay('2030-01-31', BERLIN)).toBe('31.01.2030')
})

test('this version of Node knows each language that people can choose', () => {
  expect(Intl.DateTimeFormat.supportedLocalesOf([...LOCALES])).toEqual(LOCALES)
  expect(localeLabel('en-GB')).toBe('31 Dec 2026 · English (UK)')
  expect(new Set(LOCALES.map(localeLabel)).size).toBe(LOCALES.length)
})
