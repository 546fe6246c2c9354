import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Mutant } from './mutant'
import type { Outcome } from './try-mutant'

const FILE = path.join('.data', 'mutants.json')

type Kept = { outcome: Outcome; version: string }

/** The mutants that earlier runs caught. An entry is valid while the mutated file and the test are the same. */
export class CaughtBefore {
  private readonly kept: Record<string, Kept> = JSON.parse(textOf(FILE) || '{}')

  recall(mutant: Mutant): Outcome | undefined {
    const { outcome, version } = this.kept[mutant.id] ?? {}
    return outcome && version === versionOf(mutant, outcome) ? outcome : undefined
  }

  keep(mutant: Mutant, outcome: Outcome) {
    if (outcome.result !== 'caught') return
    this.kept[mutant.id] = { outcome, version: versionOf(mutant, outcome) }
    mkdirSync(path.dirname(FILE), { recursive: true })
    writeFileSync(FILE, JSON.stringify(this.kept, null, 1))
  }
}

function versionOf({ file }: Mutant, outcome: Outcome): string {
  const texts = [file, ...(outcome.result === 'caught' ? [outcome.file] : [])].map(textOf)
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
