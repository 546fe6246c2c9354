import { rmSync } from 'node:fs'
import { EQUIVALENTS } from './equivalents'
import { listMutants } from './list-mutants'
import { FAMILIES, type Mutant } from './mutant'
import { copyWorkingTree, type Outcome, tryMutant } from './try-mutant'

// `npm run test:mutants` breaks the isolation of tenants in one place at a time and prints the test that
// fails. `npm run test:mutants -- policy lib/orgs/scope` runs the mutants with one of these words as
// their family or in their id.

const words = process.argv.slice(2)
const all = listMutants()
const chosen = all.filter(
  ({ family, id }) => !words.length || words.some((word) => family === word || id.includes(word)),
)
const outcomes = new Map<Mutant, Outcome>()

const folder = copyWorkingTree()
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const mutant of chosen) {
  const outcome = tryMutant(folder, mutant)
  outcomes.set(mutant, outcome)
  console.log(`${lineOf(mutant, outcome)} (${outcomes.size}/${chosen.length})`)
}
process.exitCode = report()

function lineOf({ id }: Mutant, outcome: Outcome): string {
  if (outcome.result === 'caught')
    return `caught      ${id}\n            by ${outcome.file} > ${outcome.test}`
  if (outcome.result === 'broken') return `BROKEN      ${id}\n            ${outcome.why}`
  const reason = EQUIVALENTS[id]
  return reason ? `equivalent  ${id}\n            ${reason}` : `SURVIVED    ${id}`
}

function report(): number {
  const wrong: string[] = []
  for (const [mutant, outcome] of outcomes) {
    const listed = mutant.id in EQUIVALENTS
    if (outcome.result === 'caught' && listed)
      wrong.push(`Remove from equivalents.ts, it is caught: ${mutant.id}`)
    if (outcome.result === 'broken') wrong.push(lineOf(mutant, outcome))
    if (outcome.result === 'survived' && !listed) wrong.push(lineOf(mutant, outcome))
  }
  const ids = new Set(all.map(({ id }) => id))
  for (const id of Object.keys(EQUIVALENTS)) {
    if (!ids.has(id)) wrong.push(`Remove from equivalents.ts, there is no such mutant: ${id}`)
  }
  console.log('')
  for (const family of FAMILIES) {
    const results = [...outcomes]
      .filter(([mutant]) => mutant.family === family)
      .map(([, one]) => one.result)
    const count = (result: string) => results.filter((one) => one === result).length
    if (!results.length) continue
    console.log(
      `${family.padEnd(12)}${results.length} mutants, ${count('caught')} caught, ${count('survived')} survived, ${count('broken')} broken`,
    )
  }
  console.log(wrong.length ? `\n${wrong.join('\n')}` : '\nAll mutants are caught or equivalent.')
  return wrong.length ? 1 : 0
}
