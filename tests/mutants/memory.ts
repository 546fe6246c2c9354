import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Mutant } from './mutant'
import type { Verdict } from './try-mutant'

const FILE = path.join('.data', 'mutants.json')

type Kept = { verdict: Verdict; of: string }

/**
 * What was found before, so that a run can go on where another was stopped. Only what was caught is
 * kept, and only while its file and the test that caught it are the same.
 */
export class Memory {
  private readonly kept: Record<string, Kept> = read()

  recall(mutant: Mutant): Verdict | undefined {
    const { verdict, of } = this.kept[mutant.id] ?? {}
    return verdict && of === versionOf(mutant, verdict) ? verdict : undefined
  }

  keep(mutant: Mutant, verdict: Verdict) {
    if (verdict.result !== 'caught') return
    this.kept[mutant.id] = { verdict, of: versionOf(mutant, verdict) }
    mkdirSync(path.dirname(FILE), { recursive: true })
    writeFileSync(FILE, JSON.stringify(this.kept, null, 1))
  }
}

function versionOf({ file }: Mutant, verdict: Verdict): string {
  const texts = [file, ...(verdict.result === 'caught' ? [verdict.file] : [])].map(textOf)
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}

function read(): Record<string, Kept> {
  return JSON.parse(textOf(FILE) || '{}')
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
