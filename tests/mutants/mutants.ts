import { guards, pages } from './guard-mutants'
import { type Family, type Mutant, numbered } from './mutant'
import { walls } from './policy-mutants'
import { checks, conditions, permissions, refusals } from './service-mutants'
import { doors } from './transaction-mutants'

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
