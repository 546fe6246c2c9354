import ts from 'typescript'
import type { Source } from '../source'

/** The kinds of code that isolate tenants. */
export const FAMILIES = [
  'condition',
  'check',
  'refusal',
  'guard',
  'page',
  'permission',
  'policy',
  'transaction',
] as const
export type Family = (typeof FAMILIES)[number]

export type Edit = { start: number; end: number; text: string }

/** A change that breaks the isolation in one place. The id depends on the code, not on its line. */
export type Mutant = { id: string; family: Family; file: string; edits: Edit[] }

type Place = Pick<ts.Node, 'getStart' | 'getEnd'>

/** Replaces a node by `text`. `as` distinguishes mutants of the same node. */
export function replace(
  family: Family,
  { path, ast, text: whole }: Source,
  node: ts.Node,
  text: string,
  as = text,
): Mutant {
  const before = whole.slice(node.getStart(), node.getEnd())
  const edits = [{ ...rangeOf(node), text }]
  if (/\bsql`/.test(text) && !/import \{[^}]*\bsql\b[^}]*\} from 'drizzle-orm'/.test(whole)) {
    edits.push({
      start: ast.getStart(),
      end: ast.getStart(),
      text: `import { sql } from 'drizzle-orm'\n`,
    })
  }
  const id = `${path} ${ownerOf(node)}: ${inShort(before)} -> ${inShort(as) || 'left out'}`
  return { id, family, file: path, edits }
}

export const rangeOf = (node: Place) => ({ start: node.getStart(), end: node.getEnd() })

/** Applies the edits of a mutant to the text of its file. */
export function apply(text: string, edits: Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((done, { start, end, text }) => done.slice(0, start) + text + done.slice(end), text)
}

/** Numbers mutants with the same id. */
export function numbered(mutants: Mutant[]): Mutant[] {
  const seen = new Map<string, number>()
  return mutants.map((mutant) => {
    const count = (seen.get(mutant.id) ?? 0) + 1
    seen.set(mutant.id, count)
    return count === 1 ? mutant : { ...mutant, id: `${mutant.id} (${count})` }
  })
}

export function calleeOf(node: ts.Node): string {
  const call = ts.isAwaitExpression(node) ? node.expression : node
  return ts.isCallExpression(call) ? call.expression.getText() : ''
}

/** The top-level function or constant that contains the node. */
export function ownerOf(node: ts.Node): string {
  let owner = 'the file'
  for (let at = node; at.parent; at = at.parent) {
    if (ts.isFunctionDeclaration(at) && at.name) owner = at.name.text
    if (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent))
      owner = at.name.getText()
  }
  return owner
}

const inShort = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 90 ? `${line.slice(0, 60)}…${line.slice(-28)}` : line
}
