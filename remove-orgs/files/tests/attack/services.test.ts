import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/accounts'
import type { Resource } from '@/lib/define-resource'
import * as resources from '@/lib/resources'
import { contentsOf } from '../contents'
import { createUser } from '../factories'

type Ids = Record<string, string>

type Examples = {
  fill: (user: Actor) => Promise<Ids>
  examples: Record<string, (ids: Ids) => unknown[]>
}

type Service = (user: Actor, ...args: unknown[]) => Promise<unknown>

const folders = readdirSync('lib').filter((name) => existsSync(`lib/${name}/resource.ts`))

test('every resource is registered', () => {
  const pages = Object.values<Resource>(resources).flatMap(({ pages = {} }) => Object.keys(pages))
  expect(pages.sort()).toEqual([...folders].sort())
})

describe.each(folders)('%s', async (folder) => {
  const { fill, examples }: Examples = await import(`../${folder}/examples.ts`)
  const services = await loadServices(folder)

  test('each service has an example', () => {
    expect(Object.keys(examples).sort()).toEqual([...services.keys()].sort())
  })

  test.each([...services])(
    'another person reads and changes nothing with %s',
    async (name, run) => {
      const ann = await createUser('Ann')
      const mallory = await createUser('Mallory')
      const ids = await fill(ann)
      const before = await contentsOf(ann)

      const args = examples[name]?.(ids) ?? []
      const result = await run(mallory, ...args).catch(({ code }) => code)

      expect(await contentsOf(ann)).toEqual(before)
      const told = JSON.stringify(result) ?? ''
      for (const secret of secretsIn(before).filter((one) => !args.includes(one))) {
        expect(told).not.toContain(secret)
      }
    },
  )
})

/** The functions of a resource that take a user first. */
async function loadServices(folder: string): Promise<Map<string, Service>> {
  const files = readdirSync(`lib/${folder}`).filter((name) => !/^(resource|seed)\.ts$/.test(name))
  const modules = await Promise.all(files.map((name) => import(`@/lib/${folder}/${name}`)))
  const exports = modules.flatMap((module) => Object.entries<unknown>(module))
  const isService = (entry: [string, unknown]): entry is [string, Service] =>
    typeof entry[1] === 'function'
  return new Map(exports.filter(isService))
}

/** The ids and the unique names in rows. */
function secretsIn(contents: Record<string, unknown[]>): string[] {
  return JSON.stringify(contents).match(/[\w ]*\b[0-9a-f]{8}-[0-9a-f]{4}[\w-]*/g) ?? []
}
