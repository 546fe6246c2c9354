import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Mutant } from './mutant'
import { listFiles } from './scratch'
import type { Verdict } from './try-mutant'

const FILE = path.join('.data', 'mutants.json')

type Kept = { verdict: Verdict; of: string }

/**
 * What was found before, so that a run can go on where another was stopped. Only what was caught is
 * kept, and only while the code and the test that caught it are the same.
 */
export class Memory {
  private readonly kept: Record<string, Kept> = read()
  private readonly code = hash(
    listFiles()
      .filter((file) => /^(app|db|lib)\/|\.config\.ts$/.test(file))
      .map(textOf),
  )

  recall({ id }: Mutant): Verdict | undefined {
    const { verdict, of } = this.kept[id] ?? {}
    return verdict && of === this.versionOf(verdict) ? verdict : undefined
  }

  keep({ id }: Mutant, verdict: Verdict) {
    if (verdict.result !== 'caught') return
    this.kept[id] = { verdict, of: this.versionOf(verdict) }
    mkdirSync(path.dirname(FILE), { recursive: true })
    writeFileSync(FILE, JSON.stringify(this.kept, null, 1))
  }

  private versionOf(verdict: Verdict): string {
    return verdict.result === 'caught' ? hash([this.code, textOf(verdict.file)]) : ''
  }
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

const hash = (texts: string[]) => createHash('sha256').update(texts.join('\0')).digest('hex')
