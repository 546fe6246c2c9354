import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createElement, type FunctionComponent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import MarketingLayout from '@/app/(marketing)/layout'
import LandingPage from '@/app/(marketing)/page'
import PrivacyPage from '@/app/(marketing)/privacy/page'
import TermsPage from '@/app/(marketing)/terms/page'
import { listPreviews } from '@/app/dev/emails/previews'
import Icon from '@/app/icon'
import { generateMetadata } from '@/app/layout'
import manifest from '@/app/manifest'
import * as openGraphImage from '@/app/opengraph-image'
import { Document } from '@/components/document'
import { renderMail } from '@/lib/mail/render-mail'
import { errorDocument } from '@/lib/server/error-document'

const { brand } = await vi.importActual<typeof import('@/lib/brand')>('@/lib/brand')

// The file as it is after a developer has changed the name and the colors.
vi.mock('@/lib/brand', async (importOriginal) => {
  const original = await importOriginal<typeof import('@/lib/brand')>()
  const { name, colors } = original.brand
  const changed = JSON.stringify(original)
    .replaceAll(name, 'Lumen')
    .replaceAll(colors.light, '#7c3aed')
    .replaceAll(colors.dark, '#c4b5fd')
  return JSON.parse(changed)
})

vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => {} }),
}))

// Only the compiler of Next reads them.
vi.mock('geist/font/sans', () => ({ GeistSans: {} }))
vi.mock('geist/font/mono', () => ({ GeistMono: {} }))

// They are about the starter. docs/make-it-yours.md lists them.
const DOCUMENTS = ['LICENSE', 'README.md', 'package-lock.json', 'package.json']

test('the name and the colors of the product are in lib/brand.ts only', () => {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const files = execFileSync('git', list, { encoding: 'utf8' }).trim().split('\n')
  const own = new RegExp([brand.name, brand.colors.light, brand.colors.dark].join('|'), 'i')
  const found = files.filter((file) => own.test(textOf(file)))
  expect(found.sort()).toEqual([...DOCUMENTS, 'lib/brand.ts'].sort())
})

test('another name and other colors in lib/brand.ts change pages, titles, icons and mails', async () => {
  const { title, applicationName } = generateMetadata()
  expect({ title, applicationName }).toMatchObject({
    title: { template: '%s · Lumen' },
    applicationName: 'Lumen',
  })
  expect(manifest()).toMatchObject({ name: 'Lumen', theme_color: '#7c3aed' })
  expect(openGraphImage.alt).toMatch(/^Lumen: /)
  expect(await Icon().text()).toContain('fill="#7c3aed"')

  const page = async (Page: FunctionComponent) => {
    const children = await MarketingLayout({ children: createElement(Page) })
    return renderToStaticMarkup(createElement(Document, null, children))
  }
  const documents = [
    ...(await Promise.all([LandingPage, TermsPage, PrivacyPage].map(page))),
    errorDocument(404, '/', 'nonce'),
    ...(await Promise.all(listPreviews().map(async (mail) => (await renderMail(mail)).html))),
  ]
  for (const html of documents) {
    expect(html).toContain('Lumen')
    expect(html).toContain('#7c3aed')
  }
})

// https://www.w3.org/TR/WCAG22/#contrast-minimum
test.each([
  { what: 'white text on a button', one: '#ffffff', other: brand.colors.light },
  { what: 'a link in the light theme', one: brand.colors.light, other: '#fbfbfc' },
  { what: 'a link in the dark theme', one: brand.colors.dark, other: '#222429' },
])('$what has enough contrast', ({ one, other }) => {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).sort((a, b) => a - b)
  expect((lighter + 0.05) / (darker + 0.05)).toBeGreaterThan(4.5)
})

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The text of a file, or nothing of one that was deleted. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
