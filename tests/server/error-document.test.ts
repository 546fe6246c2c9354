import { expect, test } from 'vitest'
import { brand } from '@/lib/brand'
import { errorDocument } from '@/lib/server/error-document'

test.each([
  ['/acme/settings', '/acme'],
  ['/settings', '/dashboard'],
  ['/settings?org=acme&tab=1', '/dashboard?org=acme'],
  ['/settings?org="><script>', '/dashboard?org=%22%3E%3Cscript%3E'],
])('the 403 of %s leads back to %s', (url, back) => {
  expect(errorDocument(403, url, 'nonce')).toContain(`<a href="${back}">Back to dashboard</a>`)
})

test('other errors lead elsewhere, below the logo', () => {
  const page = errorDocument(404, '/acme/projects', 'nonce')
  expect(page).toContain('<a href="/orgs">Your organizations</a>')
  expect(page).toMatch(new RegExp(`<header><svg.*</svg>${brand.name}</header>`))
})
