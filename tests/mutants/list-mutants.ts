import { guards, pages } from './guard-mutants'
import { type Family, type Mutant, numbered } from './mutant'
import { policies } from './policy-mutants'
import { checks, conditions, permissions, refusals } from './service-mutants'
import { transactions } from './transaction-mutants'

const FIND: Record<Family, () => Mutant[]> = {
  condition: conditions,
  check: checks,
  refusal: refusals,
  guard: guards,
  page: pages,
  permission: permissions,
  policy: policies,
  transaction: transactions,
}

/** Reads the mutants from the source, so that new code is included. */
export function listMutants(): Mutant[] {
  return numbered(
    Object.entries(FIND).flatMap(([family, find]) => {
      const found = find()
      if (!found.length) throw new Error(`There is no mutant of the family "${family}".`)
      return found
    }),
  )
}
