/** Folders that get another name, in this order. Imports and texts follow. */
export const MOVES: [from: string, to: string][] = [
  ['app/[orgSlug]', 'app/(app)'],
  ['db/schema/system', 'db/schema'],
  ['db/schema/tenant', 'db/schema'],
  ['lib/tenancy', 'lib/site'],
]
