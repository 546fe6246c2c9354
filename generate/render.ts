import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Eta } from 'eta'
import ts from 'typescript'
import { filesIn, write } from './all-or-nothing'
import type { Field } from './fields'
import { namesOf } from './names'

export type Files = Map<string, string>

const TEMPLATES = 'generate/templates'

const eta = new Eta({ autoEscape: false, autoTrim: false, useWith: true })

/** The files of a resource by their paths, not formatted. */
export function render(name: string, fields: Field[], command: string): Files {
  const names = namesOf(name)
  const parents = fields.filter(({ parent }) => parent)
  const view = { ...names, fields, title: fields[0], parents, command }
  return new Map(
    filesIn(TEMPLATES).map((template) => [
      path.posix
        .relative(TEMPLATES, template)
        .replace(/\.eta$/, '')
        .replace(/\{(\w+)\}/g, (_, key: keyof typeof names) => names[key]),
      eta.renderString(readFileSync(template, 'utf8').replace(CONTROL_LINES, '$1'), view),
    ]),
  )
}

// Their ends would be empty lines.
const CONTROL_LINES = /^(<%(?!=).*%>)\n/gm

/** Formats files as `npm run format` does, outside the project. */
export function format(files: Files): Files {
  const stage = mkdtempSync(path.join(tmpdir(), 'generate-'))
  try {
    const config = JSON.parse(readFileSync('biome.json', 'utf8'))
    const unlinked = { ...config, $schema: undefined, vcs: { enabled: false } }
    write(path.join(stage, 'biome.json'), JSON.stringify(unlinked))
    for (const [file, text] of files) write(path.join(stage, file), text)
    const biome = path.resolve('node_modules/@biomejs/biome/bin/biome')
    const check = [biome, 'check', '--write', '--error-on-warnings', ...files.keys()]
    run(check, { cwd: stage })
    return new Map(
      [...files.keys()].map((file) => [file, readFileSync(path.join(stage, file), 'utf8')]),
    )
  } finally {
    rmSync(stage, { recursive: true })
  }
}

/** Runs a program of Node and returns what it printed, or throws that if it fails. */
export function run(args: string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  const env = { ...process.env, ...options.env }
  const child = spawnSync(process.execPath, args, { ...options, env, encoding: 'utf8' })
  const output = `${child.stdout}${child.stderr}`.trim()
  if (child.status !== 0) throw new Error(output)
  return output
}

/** Throws if a name in the code of the resource is one that the templates use for something else. */
export function requireNoClash(name: string, fields: Field[]) {
  const neutral = [...render('neutral-thing', fields, '').values()]
  const clash = [...render(name, fields, '').values()].some(
    (text, index) => bindingsIn(text).size < bindingsIn(neutral[index] ?? '').size,
  )
  if (clash) throw new Error(`"${name}" means something else in the code. Choose another name.`)
}

/** The names of variables, functions and types, not of properties and elements. */
function bindingsIn(text: string): Set<string> {
  const found = new Set<string>()
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && !isProperty(node) && !isElement(node)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('file.tsx', text, ts.ScriptTarget.Latest, true))
  return found
}

function isProperty(node: ts.Identifier) {
  const { parent } = node
  const names =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isJsxAttribute(parent)
  return names && parent.name === node
}

const isElement = ({ parent, text }: ts.Identifier) =>
  /^[a-z]/.test(text) &&
  (ts.isJsxOpeningElement(parent) ||
    ts.isJsxClosingElement(parent) ||
    ts.isJsxSelfClosingElement(parent))
