import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { createOrg, newUser } from '../support/people'
import { expect, test } from '../support/test'

// A page of the same Next with one table loads 135 KB.
const LIMIT = 1.3 * 135_000

for (const name of ['dashboard', 'team'] as const) {
  test(`the scripts of the ${name} are at most 1.3 times those of a bare page`, async ({
    browser,
  }) => {
    const ann = await newUser(browser, 'Ann')
    const path = `${await createOrg(ann, 'Acme')}/${name}`

    const html = await (await ann.page.request.get(path)).text()
    const tags = html.match(/<script\b[^>]*>/g) ?? []
    const urls = tags.filter((tag) => !/nomodule/i.test(tag)).flatMap(srcOf)
    const referenced = await sizeOf(ann.page, urls)
    const loaded = await sizeOf(ann.page, await scriptsUntilIdle(ann.page, path))
    console.log(`${name}: ${referenced} bytes compressed in the HTML, ${loaded} until idle.`)

    expect(referenced).toBeGreaterThan(100_000)
    expect(loaded).toBeGreaterThanOrEqual(referenced)
    expect(loaded).toBeLessThan(LIMIT)
  })
}

const srcOf = (tag: string) => tag.match(/(?<= src=")[^"]+/) ?? []

async function scriptsUntilIdle(page: Page, path: string): Promise<string[]> {
  const urls: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script' || /\.js(\?|$)/.test(request.url()))
      urls.push(new URL(request.url()).pathname)
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  return urls
}

async function sizeOf(page: Page, urls: string[]): Promise<number> {
  let sum = 0
  for (const url of new Set(urls.map((url) => url.split('?')[0] ?? ''))) {
    sum += gzipSync(await (await page.request.get(url)).body()).length
  }
  return sum
}
