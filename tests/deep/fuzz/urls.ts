import fc from 'fast-check'
import type { KnownValues } from '../../attack/known-values'
import { knownOr, text } from './texts'

const PARAMETERS = [
  'org',
  'q',
  'page',
  'sort',
  'order',
  'next',
  'token',
  'member',
  'action',
  'from',
  'to',
  'callbackUrl',
  'error',
  'sent',
  'saved',
  '_rsc',
  'text',
  '__proto__',
  'orgSlug',
  'nxtPorgSlug',
]

/** A path of a route, often changed, or any path. */
export function pathTo(route: string, values: KnownValues): fc.Arbitrary<string> {
  const parts = route.split('/').map((part) => {
    const [, name] = /^\[(?:\.\.\.)?(.+)\]$/.exec(part) ?? []
    return name ? knownOr(values[name]).map(encode) : fc.constant(part)
  })
  const path = fc.tuple(...parts).map((segments) => segments.join('/') || '/')
  return fc.oneof(
    { weight: 8, arbitrary: path },
    { weight: 3, arbitrary: fc.tuple(path, change).map(([plain, apply]) => apply(plain)) },
    { weight: 1, arbitrary: anyPath },
  )
}

const anyPath = fc
  .array(fc.oneof(text.map(encode), text.map(raw)), { maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`)

/** Empty, or with a `?`. */
export const query: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...PARAMETERS), text), { minLength: 1, maxLength: 3 })
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&')}`),
  },
  { weight: 1, arbitrary: text.map((value) => `?${raw(value)}`) },
)

const change: fc.Arbitrary<(path: string) => string> = fc.constantFrom(
  (path: string) => `${path}/`,
  (path: string) => `/${path}`,
  (path: string) => path.replaceAll('/', '//'),
  (path: string) => path.replace(/\/(\w)/, (_, letter) => `/%${letter.charCodeAt(0).toString(16)}`),
  (path: string) => path.replace(/(.*)\//, '$1%2f'),
  (path: string) => path.replace('/', '\\'),
  (path: string) => path.toUpperCase(),
  (path: string) => `/x/..${path}`,
  (path: string) => `/%2e%2e${path}`,
  (path: string) => `${path}/..`,
  (path: string) => `${path}%00`,
  (path: string) => `${path};a=b`,
  (path: string) => `${path}.rsc`,
  (path: string) => `${path}.segments/_tree.segment.rsc`,
  (path: string) => `/_next/data/build${path}.json`,
  (path: string) => `http://evil.example${path}`,
  (path: string) => path + '/deep'.repeat(400),
)

function encode(value: string) {
  return encodeURIComponent(value.toWellFormed())
}

/** The bytes of the text, without those that Node cannot send in a path. */
function raw(value: string) {
  return Buffer.from(value)
    .toString('latin1')
    .replace(/[^!-\xff]|#/g, '')
}
