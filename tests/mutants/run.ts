import { EQUIVALENTS } from './equivalents'
import { Memory } from './memory'
import { FAMILIES, type Mutant } from './mutant'
import { listMutants } from './mutants'
import { Scratch } from './scratch'
import { tryMutant, type Verdict } from './try-mutant'

// `npm run test:mutants` breaks the isolation of tenants in one place after the other, and tells which
// test notices. `npm run test:mutants -- wall lib/orgs/scope` tries those with one of these words in
// their kind or their name.

const AT_ONCE = 2

const words = process.argv.slice(2)
const all = listMutants()
const chosen = all.filter(
  ({ family, id }) => !words.length || words.some((word) => family === word || id.includes(word)),
)
const memory = new Memory()
const verdicts = new Map<Mutant, Verdict>()

for (const mutant of chosen) {
  const before = memory.recall(mutant)
  if (before) verdicts.set(mutant, before)
}
const open = chosen.filter((mutant) => !verdicts.has(mutant))
console.log(`${chosen.length} mutants, ${verdicts.size} of them caught before`)

await Promise.all(Array.from({ length: Math.min(AT_ONCE, open.length) }, work))
process.exitCode = report()

async function work() {
  const scratch = await Scratch.create()
  try {
    for (let mutant = open.shift(); mutant; mutant = open.shift()) {
      const start = Date.now()
      const verdict = await tryMutant(scratch, mutant)
      verdicts.set(mutant, verdict)
      memory.keep(mutant, verdict)
      const seconds = Math.round((Date.now() - start) / 1000)
      console.log(`${saidOf(mutant, verdict)} (${verdicts.size}/${chosen.length}, ${seconds} s)`)
    }
  } finally {
    await scratch.remove()
  }
}

function saidOf({ id }: Mutant, verdict: Verdict): string {
  if (verdict.result === 'caught')
    return `caught      ${id}\n            by ${verdict.file} > ${verdict.test}`
  if (verdict.result === 'broken') return `BROKEN      ${id}\n            ${verdict.why}`
  const reason = EQUIVALENTS[id]
  return reason ? `equivalent  ${id}\n            ${reason}` : `SURVIVED    ${id}`
}

function report(): number {
  const wrong: string[] = []
  for (const [mutant, verdict] of verdicts) {
    const listed = mutant.id in EQUIVALENTS
    if (verdict.result === 'caught' && listed)
      wrong.push(`No equivalent, it is caught: ${mutant.id}`)
    if (verdict.result === 'broken') wrong.push(saidOf(mutant, verdict))
    if (verdict.result === 'survived' && !listed) wrong.push(saidOf(mutant, verdict))
  }
  const ids = new Set(all.map(({ id }) => id))
  for (const id of Object.keys(EQUIVALENTS)) {
    if (!ids.has(id)) wrong.push(`No equivalent, there is no such mutant: ${id}`)
  }
  console.log('')
  for (const family of FAMILIES) {
    const results = [...verdicts]
      .filter(([mutant]) => mutant.family === family)
      .map(([, one]) => one.result)
    const count = (result: string) => results.filter((one) => one === result).length
    if (!results.length) continue
    console.log(
      `${family.padEnd(12)}${results.length} mutants, ${count('caught')} caught, ${count('survived')} survived, ${count('broken')} broken`,
    )
  }
  console.log(wrong.length ? `\n${wrong.join('\n')}` : '\nAll that matter are caught.')
  return wrong.length ? 1 : 0
}
