import { formatDay } from './formats'

export const LOCALES = [
  'en-US',
  'en-GB',
  'de-DE',
  'es-ES',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'sv-SE',
] as const

/** For example "Deutsch (Deutschland): 31.12.2026". */
export function localeLabel(locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' })
  return `${names.of(locale)}: ${formatDay('2026-12-31', { locale })}`
}
