import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readJson, writeJson } from './json'

const SCRIPTS = /^(bench|destroy|docs:pictures|generate|remove:orgs|tenants|test:mutants)(:|$)/

/** Takes what was deleted out of the scripts, and out of the lists of files. */
export function shortenLists() {
  const manifest = readJson<{ name: string; scripts: Record<string, string> }>('package.json')
  const kept = Object.entries(manifest.scripts).filter(([name]) => !SCRIPTS.test(name))
  manifest.scripts = { ...Object.fromEntries(kept), 'db:generate': 'drizzle-kit generate' }
  manifest.name = manifest.name.replace(/^.*enant.*$/, 'newapp')
  writeJson('package.json', manifest)
  const lock = readJson<{ name: string; packages: Record<string, { name?: string }> }>(
    'package-lock.json',
  )
  lock.name = manifest.name
  Object.assign(lock.packages[''] ?? {}, { name: manifest.name })
  writeJson('package-lock.json', lock)
  removeLines('tsconfig.json', /^ *"(bench|generate|remove-orgs)",?$/)
  removeLines('biome.json', /^ *"((?:app|bench|db|lib)\/[^"*]+|bench\/\*\*)",?$/)
}

/** Removes the lines that name a file or folder that does not exist. */
function removeLines(file: string, path: RegExp) {
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => {
      const [, name = '.'] = path.exec(line) ?? []
      return existsSync(name.replace('/**', ''))
    })
  writeFileSync(file, kept.join('\n'))
}
