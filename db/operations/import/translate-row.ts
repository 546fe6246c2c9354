import type { Row } from '@/db/operations/export/export-format'
import type { Values } from '@/db/operations/export/org-rows'

export type Target = {
  /** The id of each user in this deployment, by the id in the file. */
  ids: Map<string, string>
  slug: string
  /** Slugs of the file that belong to other orgs in this deployment. */
  taken: Set<string>
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/**
 * Returns undefined for a row that is not imported. Ids are globally unique, so a user's id is replaced
 * wherever it occurs, inside JSON documents as well.
 */
export function translateRow(
  { table, values }: Row,
  { ids, slug, taken }: Target,
): Row | undefined {
  if (table === 'public.users') return undefined
  if (table === 'public.org_slugs' && taken.has(String(values.slug))) return undefined
  const translated: Values = {}
  for (const [column, value] of Object.entries(values)) {
    translated[column] = value?.replace(UUID, (id) => ids.get(id) ?? id) ?? null
  }
  if (table === 'public.orgs') translated.slug = slug
  return { table, values: translated }
}

/** jsonb sorts its keys, so replaced ids change their order. Sorts them again for a comparison. */
export function comparable(values: Values): Values {
  const entries = Object.entries(values).map(([column, value]) => [column, withSortedKeys(value)])
  return Object.fromEntries(entries)
}

const ID_AS_KEY = /"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"\s*:/

function withSortedKeys(value: string | null) {
  if (!value || !ID_AS_KEY.test(value)) return value
  try {
    return JSON.stringify(JSON.parse(value, sortKeys))
  } catch {
    return value
  }
}

const sortKeys = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
