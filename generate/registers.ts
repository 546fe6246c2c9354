import { readFileSync } from 'node:fs'
import type { Names } from './names'
import type { Files } from './render'

const RESOURCES = 'lib/resources.ts'
const SEEDS = 'lib/seed/resource-seeds.ts'

/** The files that list all resources. */
export const REGISTERS = [RESOURCES, SEEDS]

const linesOf = ({ items, Items, itemsPath }: Names) => ({
  resource: `export { ${items} } from './${itemsPath}/resource'\n`,
  seedImport: `import { seed${Items} } from '@/lib/${itemsPath}/seed'\n`,
  seed: `  seed${Items},\n`,
})

/** The lists with the resource. Its seed comes last, after those of its parents. */
export function register(names: Names): Files {
  const { resource, seedImport, seed } = linesOf(names)
  return new Map([
    [RESOURCES, readFileSync(RESOURCES, 'utf8') + resource],
    [SEEDS, seedImport + readFileSync(SEEDS, 'utf8').replace(/\]\n$/, `${seed}]\n`)],
  ])
}

/** The lists without the resource. */
export function unregister(names: Names): Files {
  const { resource, seedImport, seed } = linesOf(names)
  return new Map([
    [RESOURCES, readFileSync(RESOURCES, 'utf8').replace(resource, '')],
    [SEEDS, readFileSync(SEEDS, 'utf8').replace(seedImport, '').replace(seed, '')],
  ])
}
