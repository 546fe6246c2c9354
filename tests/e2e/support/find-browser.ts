import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const INSTALLED = [
  // Without windows, so a test takes two thirds of the time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of Chrome: from CHROME_PATH, installed, or downloaded by Playwright. */
export function findBrowser(): string {
  const candidates = [process.env.CHROME_PATH ?? '', ...INSTALLED, chromium.executablePath()]
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found) return found
  throw new Error(
    'No Chrome or Chromium is installed. Run `npx playwright install chromium`, or set CHROME_PATH.',
  )
}
