import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** The file without the tests that use what was deleted, and without their helpers. Null if no test is left. */
export function pruneTests(text: string, file: string): string | null {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const [imports, others] = [
    statements.filter(ts.isImportDeclaration),
    statements.filter((statement) => !ts.isImportDeclaration(statement)),
  ]
  const gone = new Set(imports.flatMap((statement) => goneImports(file, statement)))
  const cut = new Set<ts.Statement>()
  for (let size = -1; size !== cut.size; ) {
    size = cut.size
    for (const statement of others.filter((one) => uses(one, gone) || opensGonePage(one, file))) {
      cut.add(statement)
      for (const name of namesOf(statement)) gone.add(name)
    }
  }
  for (const statement of imports) if (targetOf(file, statement) === undefined) cut.add(statement)
  if (!cut.size) return text
  for (let size = -1; size !== cut.size; ) {
    size = cut.size
    const left = others.filter((one) => !cut.has(one))
    for (const one of left.filter((helper) => isUnused(helper, left))) cut.add(one)
  }
  const left = others.filter((one) => !cut.has(one))
  if (!left.length || (others.some(isTest) && !left.some(isTest))) return null
  return [...cut]
    .sort((a, b) => b.pos - a.pos)
    .reduce((rest, { pos, end }) => rest.slice(0, pos) + rest.slice(end), text)
    .replace(/^\n+/, '')
}

function goneImports(file: string, statement: ts.ImportDeclaration): string[] {
  const { name, namedBindings } = statement.importClause ?? {}
  const target = targetOf(file, statement)
  if (target === null) return []
  const elements = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : []
  const all = namedBindings && ts.isNamespaceImport(namedBindings) ? [namedBindings.name] : []
  if (!target)
    return [name, ...all, ...elements.map((one) => one.name)].flatMap((one) => one?.text ?? [])
  const exported = readFileSync(target, 'utf8')
  return elements
    .filter(({ propertyName, name }) => !exports(exported, (propertyName ?? name).text))
    .map(({ name }) => name.text)
}

const exports = (text: string, name: string) =>
  new RegExp(`^export\\b.*\\b${name}\\b|^export \\*|^export \\{[^}]*\\b${name}\\b`, 'm').test(text)

/** Null for a package, undefined for a file that was deleted. */
function targetOf(file: string, { moduleSpecifier }: ts.ImportDeclaration) {
  const { text } = moduleSpecifier as ts.StringLiteral
  if (!/^(@\/|\.)/.test(text)) return null
  const target = text.startsWith('@/') ? text.slice(2) : path.join(path.dirname(file), text)
  return ['.ts', '.tsx', '/index.ts', ''].map((end) => target + end).find((one) => existsSync(one))
}

function uses(node: ts.Node, names: Set<string>): boolean {
  if (ts.isIdentifier(node) && names.has(node.text) && !isKey(node)) return true
  return ts.forEachChild(node, (child) => uses(child, names)) ?? false
}

const isKey = ({ parent, text }: ts.Identifier) =>
  (ts.isPropertyAssignment(parent) || ts.isPropertyAccessExpression(parent)) &&
  parent.name.getText() === text &&
  !(ts.isPropertyAccessExpression(parent) && parent.expression.getText() === text)

const GONE_PAGE =
  /[oO]rganization|[iI]nvitation|\/(orgs|team|dashboard|settings|activity)\b|admin@example/

// Browser tests name pages by their URLs and texts.
const opensGonePage = (statement: ts.Statement, file: string) =>
  file.endsWith('.spec.ts') &&
  GONE_PAGE.test(statement.getText().replaceAll('/security/activity', ''))

/** A helper that no other statement uses. */
function isUnused(helper: ts.Statement, left: ts.Statement[]): boolean {
  const names = new Set(namesOf(helper))
  if (!names.size || /^export\b/.test(helper.getText())) return false
  return !left.some((other) => other !== helper && uses(other, names))
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement) && statement.name) return [statement.name.text]
  if (ts.isTypeAliasDeclaration(statement)) return [statement.name.text]
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name }) => bindings(name))
}

function bindings(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((one) => (ts.isBindingElement(one) ? bindings(one.name) : []))
}

const isTest = (statement: ts.Statement) =>
  /(^|\s)(test|describe)\b[\s\S]*\(/.test(statement.getText())
