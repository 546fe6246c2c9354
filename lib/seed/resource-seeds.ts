import type { OrgScope } from '@/lib/orgs/scope'

/** They fill an org of the demo, and skip what exists. */
export const RESOURCE_SEEDS: ((scope: OrgScope) => Promise<void>)[] = [
  // Parents come before what belongs to them.
]
