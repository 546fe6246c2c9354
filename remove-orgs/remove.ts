import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DELETED } from './deleted'
import { applyPatches, listFiles } from './git'
import { readJson, writeJson } from './json'
import { MOVES } from './moves'
import { listUsedPackages, removePackages } from './packages'
import { pruneTests } from './prune-tests'
import { applyRules } from './rules'
import { shortenLists } from './shorten-lists'

const patterns = DELETED.map((pattern) => {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')
  return new RegExp(`^${escaped}(/|$)`)
})

/** The files that go. */
export const listDeleted = () =>
  listFiles().filter((file) => patterns.some((pattern) => pattern.test(file)))

/** Removes organizations from the files. Returns what has to be done by hand. */
export function removeOrgs(): string[] {
  const kept = mkdtempSync(path.join(tmpdir(), 'remove-orgs-'))
  cpSync('remove-orgs', kept, { recursive: true })
  const used = listUsedPackages()
  const outdated = prepare(kept)
  const refused = applyPatches(patchesIn(kept))
  rmSync(kept, { recursive: true })
  const left = listUsedPackages()
  removePackages(new Set([...used].filter((name) => !left.has(name))))
  startMigrations()
  biome('check', '--write')
  return [...outdated, ...refused, ...listMentions()]
}

/** All but the patches: they expect what this writes. Returns the replacements that do not fit. */
export function prepare(kept: string, isRecording = false): string[] {
  for (const file of listDeleted()) rmSync(file)
  for (const [from, to] of MOVES) move(from, to)
  for (const file of listFiles().filter(isText)) rewrite(file, applyRules)
  const outdated = replaceFiles(kept, isRecording)
  for (let changed = true; changed; ) changed = prune(`${kept}/files`)
  removeEmptyFolders('.')
  // Twice, because a variable can be the last use of an import.
  for (let round = 0; round < 2; round++) {
    biome('lint', '--only=correctness/noUnusedImports', '--write', '--unsafe')
  }
  shortenLists()
  biome('check', '--write')
  return outdated
}

/** A file that differs from what its replacement was written for stays. */
function replaceFiles(kept: string, isRecording: boolean): string[] {
  const list = `${kept}/replaced.json`
  if (isRecording) {
    const replaced = listReplacements(kept).filter((file) => existsSync(file))
    writeJson(list, Object.fromEntries(replaced.sort().map((file) => [file, hashOf(file)])))
  }
  const known = readJson<Record<string, string>>(list)
  return listReplacements(kept).flatMap((file) => {
    if (existsSync(file) && hashOf(file) !== known[file]) return `${file} was changed`
    mkdirSync(path.dirname(file), { recursive: true })
    cpSync(`${kept}/files/${file}`, file)
    return []
  })
}

const listReplacements = (kept: string): string[] =>
  readdirSync(`${kept}/files`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(`${kept}/files`, path.join(parentPath, name)))

export const hashOf = (file: string) =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)

export const patchesIn = (folder: string) =>
  readdirSync(`${folder}/edits`).map((name) => path.resolve(folder, 'edits', name))

function move(from: string, to: string) {
  for (const file of listFiles().filter((name) => name.startsWith(`${from}/`))) {
    const target = to + file.slice(from.length)
    mkdirSync(path.dirname(target), { recursive: true })
    renameSync(file, target)
  }
}

/** Whether a file changed: a helper that goes can take other tests with it. */
function prune(own: string): boolean {
  const tests = listFiles().filter(
    (file) => /^tests\/.*\.tsx?$/.test(file) && !existsSync(`${own}/${file}`),
  )
  return tests.map((file) => rewrite(file, pruneTests)).includes(true)
}

function rewrite(file: string, change: (text: string, file: string) => string | null): boolean {
  const before = readFileSync(file, 'utf8')
  const after = change(before, file)
  if (after === before) return false
  if (after === null) rmSync(file)
  else writeFileSync(file, after)
  return true
}

function startMigrations() {
  execFileSync(process.execPath, [
    'node_modules/drizzle-kit/bin.cjs',
    'generate',
    '--name',
    'first',
  ])
}

function biome(...args: string[]) {
  const [command = '', ...options] = args
  const program = 'node_modules/@biomejs/biome/bin/biome'
  // It fails if something is left that it cannot fix. `npm run check` shows it.
  try {
    execFileSync(process.execPath, [program, command, ...options, '.'], { stdio: 'ignore' })
  } catch {}
}

function removeEmptyFolders(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !/^(\.git|node_modules|\.next|\.data)$/.test(entry.name)) {
      removeEmptyFolders(path.join(folder, entry.name))
    }
  }
  if (folder !== '.' && !readdirSync(folder).length) rmSync(folder, { recursive: true })
}

const isText = (file: string) => /\.(tsx?|mjs|json|md|css|yml)$/.test(file) && existsSync(file)

const MENTION =
  /organi[sz]ation|tenan(t|cy)|orgSlug|orgId|invitation|membership|\borgs?\b|\basOrg\b|OrgScope/i

// Registered names of others.
const OTHERS = /example\.org|\b(www\.)?[\w-]+\.org\b|xmlns/

function listMentions(): string[] {
  return listFiles()
    .filter((file) => !/^(LICENSE|package-lock\.json)$/.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          MENTION.test(line) && !OTHERS.test(line) ? `${file}:${index + 1}: ${line.trim()}` : [],
        ),
    )
}
