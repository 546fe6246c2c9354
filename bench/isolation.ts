import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { measure } from './measure-isolation'

// Prints the figures of docs/isolation.md. Each isolation is measured on a new embedded database.
const isolation = process.env.TENANT_ISOLATION
if (isolation) {
  console.log(JSON.stringify(await measure()))
  process.exit(0)
}

const [row, schema] = [measureAs('row'), measureAs('schema')]
const lines = [
  ['', 'row', 'schema'],
  ['---', '---', '---'],
]
for (const [name, figure] of Object.entries(row)) lines.push([name, figure, schema[name] ?? ''])
console.log(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'))

function measureAs(isolation: string): Record<string, string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    const args = [...process.execArgv, process.argv[1] ?? '']
    const env = { ...process.env, TENANT_ISOLATION: isolation, DATA_DIR: dataDir, DATABASE_URL: '' }
    const stdio = ['ignore', 'pipe', 'inherit'] as const
    return JSON.parse(execFileSync(process.execPath, args, { env, stdio: [...stdio] }).toString())
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
