import type { Mutant } from './mutant'
import { nearestTests } from './nearest-tests'
import type { Failure, Report, Scratch } from './scratch'

/** `broken`: the mutant does not run, or the tests fail without it. */
export type Outcome =
  | { result: 'caught'; file: string; test: string; message: string }
  | { result: 'survived' }
  | { result: 'broken'; why: string }

// Test files that pass without a mutant, by project.
const passing = new Set<string>()

/** Runs the nearest tests with the mutant, and the test that fails once more without it. */
export async function tryMutant(scratch: Scratch, mutant: Mutant): Promise<Outcome> {
  const { project, stages } = nearestTests(mutant)
  const outcome = await scratch.with(mutant, () => runStages(scratch, project, stages))
  if (outcome.result !== 'caught' || passing.has(`${project} ${outcome.file}`)) return outcome
  const report = await scratch.test({ project, tests: [outcome.file], bail: true })
  const why = whyBroken(report)
  if (why) return { result: 'broken', why: `It fails without the mutant too: ${why}` }
  passing.add(`${project} ${outcome.file}`)
  return outcome
}

async function runStages(scratch: Scratch, project: string, stages: string[][]): Promise<Outcome> {
  let reason: string | undefined
  for (const tests of stages) {
    const report = await scratch.test({ project, tests, bail: true })
    const caught = report && caughtBy(report)
    if (caught) return caught
    const why = whyBroken(report)
    reason ??= why
    if (!why) continue
    // After a test that cannot run, another may catch the mutant.
    const whole = await scratch.test({ project, tests, bail: false })
    const caughtLater = whole && caughtBy(whole)
    if (caughtLater) return caughtLater
  }
  return reason ? { result: 'broken', why: reason } : { result: 'survived' }
}

function caughtBy({ failures }: Report): Outcome | undefined {
  const found = failures.find(isRefusal)
  return found && { result: 'caught', file: found.file, test: found.test, message: found.message }
}

function whyBroken(report: Report | null): string | undefined {
  if (!report) return 'vitest ended without a report'
  const [failure] = report.failures
  if (failure) return `${failure.file}: ${failure.name}: ${failure.message}`
  return report.unloaded[0] ?? (report.ran ? undefined : 'no test ran')
}

// A failed assertion, an AppError or a database error. Code that cannot run and timeouts do not count.
function isRefusal({ name, message }: Failure): boolean {
  if (/^(Syntax|Reference|Type)Error$/.test(name)) return false
  return !/^(Cannot find|Failed to (load|resolve)|Connection terminated)|timed out|timeout/i.test(
    message,
  )
}
