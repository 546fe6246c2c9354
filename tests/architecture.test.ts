import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isReserved } from '@/lib/tenancy/slugs'
import postcss from '../postcss.config.mjs'
import { below, FOLDERS, type Source, sources } from './source'

// `npm run check` holds the rules for imports (.dependency-cruiser.mjs) and for asSystem (biome.json);
// tests/app/guards.test.ts calls every page and route as an outsider.

const product = sources.filter(({ path }) => !path.startsWith('tests/'))

const paths = (found: Source[]) => found.map(({ path }) => path)

describe('pages', () => {
  // A loading screen sends status 200 before the guard can send 404.
  test('no loading.tsx applies to a page of an org', () => {
    const loading = /^app\/(\[orgSlug\]\/(.*\/)?)?loading\.\w+$/
    expect(paths(below('app/')).filter((path) => loading.test(path))).toEqual([])
  })

  // An org with the slug of a page would hide that page, or could not be opened.
  test('the first segment of every page is a reserved slug', () => {
    const names = [...segmentsIn('app'), ...segmentsIn('app/[orgSlug]')]
    expect(names).toEqual(expect.arrayContaining(['sign-in', 'orgs', 'dashboard', 'projects']))
    expect(names.filter((name) => !isReserved(name))).toEqual([])
  })
})

describe('actions', () => {
  const files = below('app/').filter(({ path }) => path.endsWith('/actions.ts'))

  // The import rules and the attack suite find actions by the name of their file.
  test('actions are in files called actions.ts, and nothing else is', () => {
    expect(paths(product.filter(({ text }) => /['"]use server['"]/.test(text)))).toEqual(
      paths(files),
    )
    expect(paths(files.filter(({ text }) => !text.startsWith("'use server'\n")))).toEqual([])
  })

  // The wrappers check the session and the membership, parse the form and translate errors.
  test('every action is made by a wrapper', () => {
    const bare = files.flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('export '))
        .filter((line) => {
          const [, wrapper] = /^export const \w+Action = (\w+Action)\(/.exec(line) ?? []
          return !wrapper || !importsWrapper(wrapper).test(text)
        })
        .map((line) => `${path}: ${line}`),
    )
    expect(bare).toEqual([
      'app/_shell/actions.ts: export async function signOutAction(_: FormData) {',
    ])
  })

  const importsWrapper = (name: string) =>
    new RegExp(`^import {[^}]*\\b${name}\\b[^}]*} from '@/lib/(auth|orgs)/actions'$`, 'm')
})

describe('files', () => {
  // Biome forbids `any` and dangerouslySetInnerHTML; a comment could switch that off.
  test('no comment switches off the compiler or the linter', () => {
    const off = sources.filter(({ text }) =>
      /@ts-(?:ignore|nocheck|expect-error)|biome-(?:ignore)/.test(text),
    )
    expect(paths(off)).toEqual(['components/cookies/write-cookie.ts'])
  })

  // A longer file holds two ideas.
  test('no file has more than 250 lines', () => {
    const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > 250)
    expect(paths(long)).toEqual([])
  })

  // A larger folder holds two ideas, except that drizzle-kit writes each migration into the same one.
  test('no folder has more than 15 files', () => {
    const folders = FOLDERS.flatMap((top) => [
      top,
      ...readdirSync(top, { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`),
    ])
    const own = folders.filter((folder) => !folder.startsWith('db/migrations/'))
    const large = own.filter((folder) => filesIn(folder) > 15)
    expect(large).toEqual([])
  })

  // A developer copies this file and finds every setting there.
  test('.env.example names every variable of lib/env.ts', () => {
    const names = [...readFileSync('lib/env.ts', 'utf8').matchAll(/^ {2}([A-Z_]+):/gm)].map(
      ([, name]) => name,
    )
    expect(names).toContain('DATABASE_URL')
    const example = readFileSync('.env.example', 'utf8')
    expect(names.filter((name) => !new RegExp(`^(# ?)?${name}=`, 'm').test(example))).toEqual([])
  })

  // .dependency-cruiser.mjs checks the packages that code imports.
  test('the packages that the build uses for CSS and types are no devDependencies', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    const css = readFileSync('app/globals.css', 'utf8')
    const imported = [...css.matchAll(/@import ['"]([^.'"]+)['"]/g)].map(([, name]) => name)
    expect(imported).toContain('tailwindcss')
    expect(Object.keys(dependencies)).toEqual(
      expect.arrayContaining([...imported, ...Object.keys(postcss.plugins), 'typescript']),
    )
  })

  test('browser tests use the `test` that checks the Content Security Policy', () => {
    const browserTests = [...below('tests/e2e/'), ...below('tests/deep/')]
    const others = browserTests.filter(({ imports }) =>
      imports.some(({ from, names }) => from === '@playwright/test' && names.includes('test')),
    )
    expect(others.map(({ path }) => path)).toEqual(['tests/e2e/support/test.ts'])
  })

  // An entry without an import would allow a later one unnoticed.
  test('every file that may import asSystem imports it', () => {
    const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8'))
    const allowed: string[] = overrides.flatMap(({ includes }: { includes: string[] }) => includes)
    const files = allowed.filter((file) => !file.endsWith('/**'))
    expect(files).not.toEqual([])
    expect(
      files.filter((file) => !/import {[^}]*\basSystem\b/.test(readFileSync(file, 'utf8'))),
    ).toEqual([])
  })
})

/** The first segments of the URLs below a folder. Groups such as `(auth)` stand for what they hold. */
function segmentsIn(folder: string): string[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  return folders.flatMap(({ name }) => {
    if (/^[(@]/.test(name)) return segmentsIn(`${folder}/${name}`)
    return /^[[_]/.test(name) ? [] : [name]
  })
}

/** How many files are directly in a folder; none for a file. */
function filesIn(folder: string): number {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).length
  } catch {
    return 0
  }
}
