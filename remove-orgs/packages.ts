import { readFileSync } from 'node:fs'
import { listFiles } from './git'
import { readJson, writeJson } from './json'

type Package = { [kind in (typeof KINDS)[number]]?: Record<string, string> }

const KINDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const

/** The packages of package.json that a file names. */
export function listUsedPackages(): Set<string> {
  const { dependencies = {}, devDependencies = {} } = readJson<Package>('package.json')
  const text = listFiles()
    .filter((file) => /\.(tsx?|mjs|css)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const names = Object.keys({ ...dependencies, ...devDependencies })
  return new Set(names.filter((name) => new RegExp(`['"]${name}['"/]`).test(text)))
}

/** Takes packages, and those that only they need, out of package.json and package-lock.json. */
export function removePackages(names: Set<string>) {
  const isOut = (name: string) => names.has(name) || names.has(name.replace('@types/', ''))
  const manifest = readJson<Package>('package.json')
  writeJson('package.json', without(manifest, isOut))
  const lock = readJson<{ packages: Record<string, Package> }>('package-lock.json')
  lock.packages[''] = without(lock.packages[''] ?? {}, isOut)
  const needed = new Set<string>()
  need('')
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).filter(([place]) => needed.has(place)),
  )
  writeJson('package-lock.json', lock)

  function need(place: string) {
    const found = lock.packages[place]
    if (!found || needed.has(place)) return
    needed.add(place)
    for (const kind of KINDS) {
      for (const name of Object.keys(found[kind] ?? {})) need(placeOf(name, place))
    }
  }

  // As Node does: the nearest folder node_modules that has it.
  function placeOf(name: string, from: string): string {
    const own = `${from && `${from}/`}node_modules/${name}`
    if (!from || lock.packages[own]) return own
    return placeOf(name, from.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, ''))
  }
}

const without = (from: Package, isOut: (name: string) => boolean): Package => ({
  ...from,
  ...Object.fromEntries(
    KINDS.filter((kind) => from[kind]).map((kind) => [
      kind,
      Object.fromEntries(Object.entries(from[kind] ?? {}).filter(([name]) => !isOut(name))),
    ]),
  ),
})
