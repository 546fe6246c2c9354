import { existsSync, readdirSync } from 'node:fs'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Service } from './services'

export type Ids = Record<string, string>

/** Returns the arguments of a service after the transaction, the scope and the user. */
export type Example = (ids: Ids) => unknown[]

/** What `tests/<name>/examples.ts` exports for the services in `lib/<name>`. */
type Examples = {
  /** Creates a row in each table of the resource and returns the ids, such as `{ projectId }`. */
  fill?: (admin: OrgScope) => Promise<Ids>
  examples: Record<string, Example | Example[]>
}

const folders = readdirSync('tests').filter((name) => existsSync(`tests/${name}/examples.ts`))
const loaded: Record<string, Examples> = Object.fromEntries(
  await Promise.all(folders.map(async (name) => [name, await import(`../${name}/examples.ts`)])),
)

/** Throws if the service has no example. */
export function examplesFor({ name, path }: Pick<Service, 'name' | 'path'>): Example[] {
  const folder = folderOf(path)
  const found = loaded[folder]?.examples[name]
  if (found) return [found].flat()
  throw new Error(
    `${name} has no example. Add \`${name}: (ids) => [/* arguments after the scope */]\` to \`examples\` in tests/${folder}/examples.ts.`,
  )
}

/** Creates a row in each table of each resource. Returns all ids. */
export async function fillResources(admin: OrgScope): Promise<Ids> {
  const ids: Ids = {}
  for (const { fill } of Object.values(loaded)) Object.assign(ids, await fill?.(admin))
  return ids
}

/** The names of the ids that an example uses. */
export function idsUsedBy(example: Example): string[] {
  const used = new Set<string>()
  const ids = new Proxy({}, { get: (_, name: string) => used.add(name) && name })
  example(ids)
  return [...used]
}

/** Whether the file belongs to a resource that is not part of the org itself. */
export function isOfResource(path: string): boolean {
  const folder = folderOf(path)
  return !['audit', 'orgs'].includes(folder) && existsSync(`lib/${folder}/resource.ts`)
}

const folderOf = (path: string) => path.split('/')[1] ?? ''
