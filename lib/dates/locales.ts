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

/** For example "31.12.2026 · Deutsch (Deutschland)". */
export function localeLabel(locale: string): string {
  const options = { type: 'language', languageDisplay: 'standard', style: 'short' } as const
  const name = new Intl.DisplayNames(locale, options).of(locale)
  return `${formatDay('2026-12-31', { locale })} · ${name}`
}
