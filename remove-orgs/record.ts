import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { listFiles } from './git'
import { readJson, writeJson } from './json'
import { hashOf, prepare } from './remove'

// For developers of the starter. In a clean clone of it: `npx tsx remove-orgs/record.ts <app> <starter>`. What differs
// in <app>, a result of the command that a person has corrected, becomes `files` and `edits` in <starter>.

const [app = '', starter = ''] = process.argv.slice(2).map((folder) => path.resolve(folder))
const own = `${starter}/remove-orgs`
const GENERATED = /^(db\/migrations\/|package(-lock)?\.json$|remove-orgs\/)/

prepare(own, true)
const patches = new Map<string, string>()
const replaced = readJson<Record<string, string>>(`${own}/replaced.json`)
for (const file of listIn(app)) {
  const [result, kept] = [`${app}/${file}`, `${own}/files/${file}`]
  if (!existsSync(file) || existsSync(kept)) copy(result, kept)
  else if (isRewritten(file, result)) {
    replaced[file] = hashOf(file)
    copy(result, kept)
  } else {
    const [area = ''] = file.includes('/') ? file.split('/') : ['root']
    patches.set(area, (patches.get(area) ?? '') + patchOf(file, result))
  }
}
rmSync(`${own}/edits`, { recursive: true, force: true })
mkdirSync(`${own}/edits`)
for (const [area, patch] of patches) if (patch) writeFileSync(`${own}/edits/${area}.patch`, patch)
writeJson(`${own}/replaced.json`, replaced)
const left = listFiles().filter((file) => !GENERATED.test(file) && !existsSync(`${app}/${file}`))
for (const file of left) console.log(`deleted.ts lacks ${file}`)

function listIn(folder: string): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return stdout
    .split('\n')
    .filter((file) => file && !GENERATED.test(file) && existsSync(`${folder}/${file}`))
}

function copy(from: string, to: string) {
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to)
}

function patchOf(file: string, result: string): string {
  const options = ['diff', '--no-index', '--no-color', '-U2', '--', file, result]
  const { stdout } = spawnSync('git', options, { encoding: 'utf8' })
  const [, body = ''] = /^(@@[\s\S]*)/m.exec(stdout) ?? []
  return body && `--- "a/${file}"\n+++ "b/${file}"\n${body}`
}

/** Whether a patch would be longer than the file. */
function isRewritten(file: string, result: string): boolean {
  const changed = patchOf(file, result).match(/^[-+](?![-+]{2} )/gm)?.length ?? 0
  return changed > readFileSync(result, 'utf8').split('\n').length
}
