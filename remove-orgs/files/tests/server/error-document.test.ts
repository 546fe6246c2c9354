import { expect, test } from 'vitest'
import { errorDocument } from '@/lib/server/error-document'

test('the page leads home, and its style has the nonce', () => {
  const page = errorDocument(404, 'nonce')
  expect(page).toContain('<a href="/">Home</a>')
  expect(page).toContain('<style nonce="nonce">')
})
