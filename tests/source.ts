import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** A file of our own code, parsed. `directive` is `use client` or `use server`. */
export type Source = {
  path: string
  text: string
  ast: ts.SourceFile
  directive: string | undefined
  imports: Import[]
  exports: Export[]
}

/** `from` is the path of one of our files, or the name of a package. */
export type Import = { from: string; names: string[]; typeOnly: boolean }

/** `value` is undefined where the file exports a value of another file. */
export type Export = { name: string; value: ts.Node | undefined }

/** The folders with our code. */
export const FOLDERS = ['app', 'components', 'db', 'emails', 'generate', 'lib', 'tests']

const isCode = (name: string) => /\.[cm]?[jt]sx?$/.test(name)

const files = [
  ...readdirSync('.').filter((name) => isCode(name) && !name.endsWith('.d.ts')),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isCode)
      .map((name) => path.posix.join(folder, name.replaceAll('\\', '/'))),
  ),
].sort()

const known = new Set(files)

/** All our code files. */
export const sources: Source[] = files.map((file) => {
  const text = readFileSync(file, 'utf8')
  const ast = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const directive = directiveIn(ast.statements[0])
  return { path: file, text, ast, directive, imports: importsOf(ast), exports: exportsOf(ast) }
})

/** The files below these paths. Throws for a path without files, because any rule holds for none. */
export function below(...folders: string[]): Source[] {
  return folders.flatMap((folder) => {
    const found = sources.filter((source) => source.path.startsWith(folder))
    if (!found.length) throw new Error(`No file is below ${folder}.`)
    return found
  })
}

/** All nodes of a file's syntax tree. */
export function nodesIn(source: Source): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node) => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source.ast)
  return nodes
}

/** The files and packages that a file loads at run time, directly or not. */
export function reachOf(source: Source): Set<string> {
  const reached = new Set<string>()
  const visit = ({ imports }: Source) => {
    for (const { from, typeOnly } of imports) {
      if (typeOnly || reached.has(from)) continue
      reached.add(from)
      const next = sources.find((candidate) => candidate.path === from)
      if (next) visit(next)
    }
  }
  visit(source)
  return reached
}

function directiveIn(statement: ts.Node | undefined): string | undefined {
  if (!statement || !ts.isExpressionStatement(statement)) return undefined
  return ts.isStringLiteral(statement.expression) ? statement.expression.text : undefined
}

function importsOf(ast: ts.SourceFile): Import[] {
  const imports: Import[] = []
  const visit = (node: ts.Node) => {
    const found = importIn(node)
    if (found) imports.push({ ...found, from: resolve(ast.fileName, found.from) })
    ts.forEachChild(node, visit)
  }
  visit(ast)
  return imports
}

function importIn(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    const { importClause: clause } = node
    const names = [...(clause?.name ? ['default'] : []), ...namesIn(clause?.namedBindings)]
    const typeOnly = clause?.isTypeOnly || (names.length > 0 && allTypes(clause))
    return { from: textOf(node.moduleSpecifier), names, typeOnly: !!typeOnly }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const names = node.exportClause ? namesIn(node.exportClause) : ['*']
    return { from: textOf(node.moduleSpecifier), names, typeOnly: node.isTypeOnly }
  }
  if (ts.isCallExpression(node) && loads(node.expression) && node.arguments[0]) {
    return { from: textOf(node.arguments[0]), names: ['*'], typeOnly: false }
  }
}

function loads(callee: ts.Expression) {
  return callee.kind === ts.SyntaxKind.ImportKeyword || callee.getText() === 'require'
}

function namesIn(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] {
  if (!bindings) return []
  if (!ts.isNamedImports(bindings) && !ts.isNamedExports(bindings)) return ['*']
  return bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text)
}

function allTypes(clause: ts.ImportClause | undefined) {
  const bindings = clause?.namedBindings
  if (!bindings || !ts.isNamedImports(bindings) || clause.name) return false
  return bindings.elements.every(({ isTypeOnly }) => isTypeOnly)
}

function textOf(specifier: ts.Expression) {
  return ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText()
}

function resolve(importer: string, specifier: string): string {
  if (!/^(@\/|\.)/.test(specifier)) return specifier
  const target = specifier.startsWith('@/')
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(importer), specifier)
  const candidates = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => target + end)
  return candidates.find((candidate) => known.has(candidate)) ?? target
}

function exportsOf(ast: ts.SourceFile): Export[] {
  return ast.statements.flatMap((statement): Export[] => {
    if (ts.isExportDeclaration(statement)) {
      return statement.isTypeOnly ? [] : [{ name: statement.getText(), value: undefined }]
    }
    if (ts.isExportAssignment(statement)) return [{ name: 'default', value: statement.expression }]
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name, initializer }) => ({
        name: name.getText(),
        value: ts.isIdentifier(name) ? initializer : undefined,
      }))
    }
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return []
    const { name } = statement as ts.FunctionDeclaration | ts.ClassDeclaration
    return [{ name: name?.text ?? 'default', value: statement }]
  })
}
