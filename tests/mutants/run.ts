import { CaughtBefore } from './caught-before'
import { EQUIVALENTS } from './equivalents'
import { listMutants } from './list-mutants'
import { FAMILIES, type Mutant } from './mutant'
import { Scratch } from './scratch'
import { type Outcome, tryMutant } from './try-mutant'

// `npm run test:mutants` breaks the isolation of tenants in one place at a time and prints the test that
// fails. `npm run test:mutants -- policy lib/orgs/scope` runs the mutants with one of these words as
// their family or in their id.

const AT_ONCE = 2

const words = process.argv.slice(2)
const all = listMutants()
const chosen = all.filter(
  ({ family, id }) => !words.length || words.some((word) => family === word || id.includes(word)),
)
const caughtBefore = new CaughtBefore()
const outcomes = new Map<Mutant, Outcome>()

for (const mutant of chosen) {
  const earlier = caughtBefore.recall(mutant)
  if (earlier) outcomes.set(mutant, earlier)
}
const open = chosen.filter((mutant) => !outcomes.has(mutant))
console.log(`${chosen.length} mutants, ${outcomes.size} of them caught in an earlier run`)

await Promise.all(Array.from({ length: Math.min(AT_ONCE, open.length) }, work))
process.exitCode = report()

async function work() {
  const scratch = await Scratch.create()
  try {
    for (let mutant = open.shift(); mutant; mutant = open.shift()) {
      const start = Date.now()
      const outcome = await tryMutant(scratch, mutant)
      outcomes.set(mutant, outcome)
      caughtBefore.keep(mutant, outcome)
      const seconds = Math.round((Date.now() - start) / 1000)
      console.log(`${lineOf(mutant, outcome)} (${outcomes.size}/${chosen.length}, ${seconds} s)`)
    }
  } finally {
    await scratch.remove()
  }
}

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
