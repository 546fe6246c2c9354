import { expect, test } from 'vitest'
import { readSite } from '@/lib/site/config'
import { safePath } from '@/lib/site/paths'
import { resolve } from '@/lib/site/resolve'

const site = readSite({ APP_URL: 'https://app.example.com' })

test.each([
  ['app.example.com', '/', 'page'],
  ['APP.example.com.', '/projects', 'page'],
  ['app.example.com:443', '/robots.txt', 'page'],
  ['app.example.com', '/wp-login.php', 'no-file'],
  ['app.example.com', '/%E0%A4%A', 'not-found'],
  ['example.com', '/', 'unknown-host'],
  ['app.example.com:8080', '/', 'unknown-host'],
  ['', '/', 'unknown-host'],
])('%s%s is %s', (host, path, expected) => {
  expect(resolve({ host, path }, site)).toBe(expected)
})

test.each([
  ['/projects?page=2', '/projects?page=2'],
  ['//evil.example', undefined],
  ['/.//evil.example', undefined],
  ['https://evil.example', undefined],
  ['/\\evil.example', undefined],
  [undefined, undefined],
])('the path %s after signing in is %s', (value, expected) => {
  expect(safePath(value)).toBe(expected)
})
