import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { apply, type Mutant } from './mutant'
import { nearestTests } from './nearest-tests'

/** `broken`: the mutant does not run, or the tests fail without it. */
export type Outcome =
  | { result: 'caught'; file: string; test: string }
  | { result: 'survived' }
  | { result: 'broken'; why: string }

type Failure = { file: string; test: string; message: string }

const TEN_MINUTES = 10 * 60 * 1000

/** Copies the files that git does not ignore into a new folder. */
export function copyWorkingTree(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mutants-'))
  // As root, the embedded database runs as another user.
  chmodSync(folder, 0o755)
  const options = ['ls-files', '-co', '--exclude-standard', '-z']
  const files = execFileSync('git', options, { encoding: 'utf8' }).split('\0').filter(Boolean)
  for (const file of files) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    cpSync(file, path.join(folder, file))
  }
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
  return folder
}

// Test files that pass without a mutant, by project.
const passing = new Set<string>()

/** Runs the nearest tests with the mutant, and the test that fails once more without it. */
export function tryMutant(folder: string, mutant: Mutant): Outcome {
  const { project, stages } = nearestTests(mutant)
  const outcome = withMutant(folder, mutant, () => runStages(folder, project, stages))
  if (outcome.result !== 'caught' || passing.has(`${project} ${outcome.file}`)) return outcome
  const [failure] = runTests(folder, project, [outcome.file])
  if (failure)
    return { result: 'broken', why: `It fails without the mutant too: ${failure.message}` }
  passing.add(`${project} ${outcome.file}`)
  return outcome
}

function withMutant<T>(folder: string, { file, edits }: Mutant, run: () => T): T {
  const target = path.join(folder, file)
  const text = readFileSync(target, 'utf8')
  writeFileSync(target, apply(text, edits))
  try {
    return run()
  } finally {
    writeFileSync(target, text)
  }
}

function runStages(folder: string, project: string, stages: string[][]): Outcome {
  let why: string | undefined
  for (const tests of stages) {
    const first = runTests(folder, project, tests, '--bail=1')
    // After a test that cannot run, another may catch the mutant.
    const failures =
      first.length && !first.some(isRefusal) ? runTests(folder, project, tests) : first
    const found = failures.find(isRefusal)
    if (found) return { result: 'caught', file: found.file, test: found.test }
    why ??= failures[0]?.message
  }
  return why ? { result: 'broken', why } : { result: 'survived' }
}

/** Runs tests and returns those that failed. Throws if vitest ends without a report. */
function runTests(folder: string, project: string, tests: string[], ...flags: string[]): Failure[] {
  const report = path.join(folder, '.report.json')
  const command = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  const { DATABASE_URL, DATABASE_URL_DIRECT, ...env } = process.env
  spawnSync('npx', [...command, ...flags, ...tests], { cwd: folder, env, timeout: TEN_MINUTES })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(folder, name)
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    const failures = failed.map((one) => ({
      file,
      test: one.fullName,
      message: one.failureMessages[0] ?? '',
    }))
    return message && !failures.length ? [{ file, test: '', message }] : failures
  })
}

type Report = {
  testResults: {
    name: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

// A failed assertion, an AppError or a database error. Code that cannot run and timeouts do not count.
function isRefusal({ test, message }: Failure): boolean {
  const cannotRun =
    /^(Syntax|Reference|Type)Error|^(Error: )?(Cannot find|Failed to (load|resolve))/
  return test !== '' && !cannotRun.test(message) && !/timed out|timeout|terminated/i.test(message)
}
