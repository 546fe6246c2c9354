import { expect, test } from 'vitest'
import { pageUrl } from '@/lib/urls'

test('the URL of a page has the parameters that are set', () => {
  expect(pageUrl('projects')).toBe('/projects')
  expect(pageUrl('projects/1', { page: '2', q: undefined })).toBe('/projects/1?page=2')
})
