import Bowser from 'bowser'

const UNKNOWN = 'Unknown device'

const BROWSERS: string[] = Object.values(Bowser.BROWSER_MAP)

/** For example "Firefox on Windows". Mails contain it, so it never repeats text of the client. */
export function deviceName(userAgent: string | null | undefined): string {
  if (!userAgent) return UNKNOWN
  const { browser, os, platform } = Bowser.parse(userAgent)
  const system = platform.vendor === 'Apple' && platform.model ? platform.model : os.name
  const known = browser.name && BROWSERS.includes(browser.name) ? browser.name : undefined
  if (known && system) return `${known} on ${system}`
  return known ?? system ?? UNKNOWN
}
