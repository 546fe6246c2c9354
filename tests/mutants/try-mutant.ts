import { judgeOf } from './judges'
import type { Mutant } from './mutant'
import type { Failure, Report, Scratch } from './scratch'

/** `broken` is a mutant that fails by itself: no test has judged it. */
export type Verdict =
  | { result: 'caught'; file: string; test: string; message: string }
  | { result: 'survived' }
  | { result: 'broken'; why: string }

// Files of tests that pass where nothing is broken, each by its project.
const sound = new Set<string>()

export async function tryMutant(scratch: Scratch, mutant: Mutant): Promise<Verdict> {
  const { project, stages } = judgeOf(mutant)
  const verdict = await scratch.with(mutant, () => judge(scratch, project, stages))
  if (verdict.result !== 'caught' || sound.has(`${project} ${verdict.file}`)) return verdict
  const report = await scratch.test({ project, tests: [verdict.file], bail: true })
  const failure = whyUnfair(report)
  if (failure) return { result: 'broken', why: `without the mutant as well: ${failure}` }
  sound.add(`${project} ${verdict.file}`)
  return verdict
}

async function judge(scratch: Scratch, project: string, stages: string[][]): Promise<Verdict> {
  let why: string | undefined
  for (const tests of stages) {
    const report = await scratch.test({ project, tests, bail: true })
    const caught = report && judgedBy(report)
    if (caught) return caught
    const unfair = whyUnfair(report)
    why ??= unfair
    if (!unfair) continue
    // Behind what fails by itself there may be a test that judges.
    const whole = await scratch.test({ project, tests, bail: false })
    const judged = whole && judgedBy(whole)
    if (judged) return judged
  }
  return why ? { result: 'broken', why } : { result: 'survived' }
}

function judgedBy({ failures }: Report): Verdict | undefined {
  const fair = failures.find(isFair)
  return fair && { result: 'caught', file: fair.file, test: fair.test, message: fair.message }
}

function whyUnfair(report: Report | null): string | undefined {
  if (!report) return 'vitest came to no report'
  const [failure] = report.failures
  if (failure) return `${failure.file}: ${failure.name}: ${failure.message}`
  return report.unloaded[0] ?? (report.ran ? undefined : 'no test ran')
}

// An assertion, a refusal or the database may judge; code that cannot run, or a busy machine, may not.
function isFair({ name, message }: Failure): boolean {
  if (/^(Syntax|Reference|Type)Error$/.test(name)) return false
  return !/^(Cannot find|Failed to (load|resolve)|Connection terminated)|timed out|timeout/i.test(
    message,
  )
}
