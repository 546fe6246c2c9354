import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { dataDirOf } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'

const LIMIT = 8 * 1024

test('our middleware is at most 8 KB larger than an empty one, compressed', () => {
  const app = dataDirOf('empty')
  rmSync(app, { recursive: true, force: true })
  mkdirSync(path.join(app, 'app'), { recursive: true })
  for (const [name, text] of Object.entries(EMPTY_APP)) writeFileSync(path.join(app, name), text)
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build', app])

  const empty = sizeIn(path.join(app, '.next'))
  const ours = sizeIn('.next')
  console.log(`Middleware: ${ours} bytes compressed, ${ours - empty} more than an empty one.`)
  expect(empty).toBeGreaterThan(10_000)
  expect(ours - empty).toBeLessThan(LIMIT)
})

const EMPTY_APP = {
  'package.json': '{ "type": "module" }',
  'app/layout.js':
    'export default function Layout({ children }) { return <html><body>{children}</body></html> }',
  'app/page.js': 'export default function Page() { return null }',
  'middleware.js': `import { NextResponse } from 'next/server'
    export function middleware() { return NextResponse.next() }`,
}

/** The compressed size of the middleware in a build, in bytes. */
function sizeIn(build: string): number {
  const manifest = JSON.parse(
    readFileSync(path.join(build, 'server/middleware-manifest.json'), 'utf8'),
  )
  const files: string[] = manifest.middleware['/'].files
  return files
    .map((file) => gzipSync(readFileSync(path.join(build, file))).length)
    .reduce((sum, size) => sum + size, 0)
}
