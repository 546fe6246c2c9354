import { type Family, type Mutant, numbered } from './mutant'
import { doors } from './of-doors'
import { guards, pages } from './of-guards'
import { checks, conditions, permissions, refusals } from './of-services'
import { walls } from './of-walls'

const FOUND: Record<Family, () => Mutant[]> = {
  condition: conditions,
  check: checks,
  refusal: refusals,
  guard: guards,
  page: pages,
  permission: permissions,
  wall: walls,
  door: doors,
}

/** Read from the source: what is written tomorrow is in it. */
export function listMutants(): Mutant[] {
  return numbered(
    Object.entries(FOUND).flatMap(([family, find]) => {
      const found = find()
      if (!found.length) throw new Error(`There is no mutant of the kind "${family}".`)
      return found
    }),
  )
}
