import { gzipSync } from 'node:zlib'
import type { Counts, countStatements } from './count-statements'
import { fetchPage, median, type Page } from './load'

const REQUESTS = 9

type Counter = Awaited<ReturnType<typeof countStatements>>

/** What one request for the page costs besides time. The medians of several requests after a warm-up. */
export async function describePage(page: Page, counter: Counter) {
  for (let n = 0; n < REQUESTS; n++) await fetchPage(page)
  const counts: Counts[] = []
  for (let n = 0; n < REQUESTS; n++) counts.push(await counter.during(() => fetchPage(page)))
  const html = await fetchPage(page)
  return {
    'round trips': median(counts.map(({ roundTrips }) => roundTrips)),
    statements: median(counts.map(({ statements }) => statements)),
    'HTML KB': Buffer.byteLength(html) / 1024,
    'JS KB gz': (await scriptBytes(html, page.server.url)) / 1024,
  }
}

/** The scripts that the HTML loads, each compressed. Browsers with modules skip `noModule`. */
async function scriptBytes(html: string, origin: string) {
  const tags = (html.match(/<script[^>]*>/g) ?? []).filter((tag) => !/ nomodule/i.test(tag))
  const paths = new Set(tags.flatMap((tag) => / src="([^"]+)"/.exec(tag)?.[1] ?? []))
  const sizes = await Promise.all(
    [...paths].map(async (path) => {
      const response = await fetch(new URL(path, origin))
      return gzipSync(Buffer.from(await response.arrayBuffer())).length
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
