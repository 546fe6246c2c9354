import fc from 'fast-check'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { text } from './texts'

/** Headers that the middleware, Next or next-auth read, with some values of theirs. */
const HEADERS: Record<string, string[]> = {
  host: [
    'localhost',
    'evil.example',
    '127.0.0.1',
    '[::1]',
    'acme.localhost',
    'a@b',
    '.',
    'localhost:99999',
  ],
  'x-forwarded-host': ['localhost', 'evil.example', 'a, b', 'acme.app.localhost'],
  'x-forwarded-proto': ['https', 'http,https', 'ftp'],
  'x-forwarded-port': ['443', '-1'],
  'x-forwarded-for': ['127.0.0.1', '::1', '2001:db8::1', '1.2.3.4, 5.6.7.8', ','],
  forwarded: ['host=evil.example;proto=https', 'for="[::1]"'],
  origin: ['null', 'https://evil.example', 'http://localhost'],
  referer: ['https://evil.example', 'http://localhost/acme/team'],
  'x-org': ['acme', 'ACME', '../acme', '-'],
  [REQUEST_HEADERS.path]: ['/acme/team', '//evil.example', '/%'],
  [REQUEST_HEADERS.from]: ['cookie', 'path'],
  'x-middleware-subrequest': [Array(5).fill('middleware').join(':')],
  'x-middleware-rewrite': ['/acme/projects', 'http://evil.example/'],
  'x-middleware-override-headers': ['x-org'],
  'x-action-forwarded': ['1'],
  'x-action-redirect': ['/orgs'],
  'x-nextjs-data': ['1'],
  'x-matched-path': ['/[orgSlug]/team'],
  'x-invoke-path': ['/acme/team'],
  'x-invoke-status': ['500'],
  'next-action': ['0', '00'.repeat(21), 'x', '__proto__'],
  rsc: ['1', '0'],
  'next-router-prefetch': ['1', '2'],
  'next-router-segment-prefetch': ['/_tree', '/../..', '/_index'],
  'next-router-state-tree': [
    '%5B%22%22%2C%7B%7D%5D',
    '[]',
    '%',
    '["",{"children":["__PAGE__",{}]}]',
  ],
  'next-url': ['/acme/team', '//evil.example'],
  'content-type': [
    'text/plain',
    'application/json',
    'multipart/form-data',
    'application/json; charset=x',
    'multipart/form-data; boundary=',
    'application/x-www-form-urlencoded',
  ],
  'content-encoding': ['gzip', 'br'],
  accept: ['text/x-component', 'application/json', '*/*;q=x'],
  'accept-language': ['xx-XX', '*'],
  range: ['bytes=0-1', 'bytes=-'],
  'if-none-match': ['*', '""'],
  'if-modified-since': ['yesterday'],
  authorization: ['Bearer x', 'Basic =='],
  'x-http-method-override': ['DELETE'],
  purpose: ['prefetch'],
}

const NAMES = Object.keys(HEADERS)

/** Up to four headers. */
export const headers: fc.Arbitrary<Record<string, string>> = fc
  .array(
    fc.constantFrom(...NAMES).chain((name) => fc.tuple(fc.constant(name), valueFor(name))),
    { maxLength: 4 },
  )
  .map((pairs) => Object.fromEntries(pairs))

function valueFor(name: string) {
  const values = HEADERS[name] ?? []
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: text.map(sendable) },
  )
}

/** The rest of the cookies beside the session. */
export const cookies: fc.Arbitrary<string[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(
        'org',
        'app.session',
        'authjs.csrf-token',
        'authjs.callback-url',
        '__proto__',
        '',
      ),
      text.map(sendable),
    )
    .map(([name, value]) => `${name}=${value}`),
  { maxLength: 2 },
)

/** The bytes of the text, without those that Node cannot send in a header. */
function sendable(value: string) {
  return Buffer.from(value)
    .toString('latin1')
    .replace(/[^\t -~\x80-\xff]/g, '')
    .slice(0, 4_000)
}
