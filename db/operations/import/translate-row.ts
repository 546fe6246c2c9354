import type { Row } from '@/db/operations/export/export-file'
import type { Values } from '@/db/operations/export/org-rows'

export type Target = {
  /** The id of each person here, by the id that the file has. */
  ids: Map<string, string>
  slug: string
  /** Addresses of the file that other orgs have here. */
  taken: Set<string>
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/**
 * What a row of a file is here, or undefined if it is not to be here. An id is nowhere anything else, so
 * that of a person is replaced wherever it stands, also in the middle of a document.
 */
export function translateRow(
  { table, values }: Row,
  { ids, slug, taken }: Target,
): Row | undefined {
  if (table === 'public.users') return undefined
  if (table === 'public.org_slugs' && taken.has(String(values.slug))) return undefined
  const here: Values = {}
  for (const [column, value] of Object.entries(values)) {
    here[column] = value?.replace(UUID, (id) => ids.get(id) ?? id) ?? null
  }
  if (table === 'public.orgs') here.slug = slug
  return { table, values: here }
}

/**
 * The same values, comparable: PostgreSQL sorts the keys of a document, and those that are ids of people
 * have changed.
 */
export function comparable(values: Values): Values {
  const entries = Object.entries(values).map(([column, value]) => [column, withSortedKeys(value)])
  return Object.fromEntries(entries)
}

const ID_AS_KEY = /"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"\s*:/

function withSortedKeys(value: string | null) {
  if (!value || !ID_AS_KEY.test(value)) return value
  try {
    return JSON.stringify(JSON.parse(value, sorted))
  } catch {
    return value
  }
}

const sorted = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
