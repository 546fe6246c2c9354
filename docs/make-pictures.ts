import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { removeEmbedded } from '@/db/embedded'
import { findBrowser } from '../tests/e2e/support/find-browser'
import { startServer } from '../tests/e2e/support/server'

/** The pictures of the README and the landing page. The width is that of the window. */
const PICTURES = [
  { name: 'dashboard', page: '/acme/dashboard', width: 1280, height: 800 },
  { name: 'team', page: '/acme/team', width: 1100, height: 720 },
  { name: 'activity', page: '/acme/activity', width: 1100, height: 720 },
  { name: 'phone', page: '/acme/dashboard', width: 390, height: 780 },
]

const FOLDER = 'docs/images'
const dataDir = path.resolve('.data/pictures')

// `npm run docs:pictures`: builds the app, starts it with the demo data, and takes a picture of each page.
await removeData()
if (spawnSync('npx', ['next', 'build'], { stdio: 'inherit' }).status !== 0) process.exit(1)
const server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir })
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      baseURL: server.url,
      colorScheme,
      deviceScaleFactor: 2,
    })
    await signIn(context)
    for (const picture of PICTURES) await take(context, picture, colorScheme)
    await context.close()
  }
} finally {
  await browser.close()
  await server.kill()
  await removeData()
}

async function signIn(context: BrowserContext) {
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('admin@example.com')
  await page.getByLabel('Password').fill('password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/dashboard|orgs/)
  await page.close()
}

async function take(
  context: BrowserContext,
  { name, page: url, width, height }: (typeof PICTURES)[number],
  theme: string,
) {
  const page = await context.newPage()
  await page.setViewportSize({ width, height })
  await page.goto(url, { waitUntil: 'networkidle' })
  const client = await context.newCDPSession(page)
  const image = await client.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  writeFileSync(`${FOLDER}/${name}-${theme}.webp`, Buffer.from(image.data, 'base64'))
  await page.close()
}

async function removeData() {
  await removeEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
}
