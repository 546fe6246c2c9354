import ts from 'typescript'
import { expect, test } from 'vitest'
import { below, nodesIn, type Source } from '../source'

// A browser that translates a page moves text nodes into new elements. React then fails to remove
// the text, or to insert an element before it: https://github.com/facebook/react/issues/11538
test('conditional text, and text after a conditional element, is wrapped in an element', () => {
  const files = below('app/', 'components/').filter(({ path }) => path.endsWith('.tsx'))
  expect(files.flatMap(bareTextsIn)).toEqual([])
})

function bareTextsIn(source: Source): string[] {
  return nodesIn(source)
    .filter((node) => ts.isJsxElement(node) || ts.isJsxFragment(node))
    .flatMap(({ children }) => bareTextsAmong(children.filter(isShown), source))
    .map((node) => `${source.path}: ${node.getText().trim()}`)
}

function bareTextsAmong(children: ts.JsxChild[], source: Source): ts.JsxChild[] {
  const firstOptional = children.findIndex((child) => isOptional(child, source))
  return children.filter(
    (child, index) =>
      children.length > 1 &&
      ((isOptional(child, source) && outcomesOf(child).some(isText)) ||
        (firstOptional >= 0 && index > firstOptional && outcomesOf(child).some(isText))),
  )
}

const isShown = (child: ts.JsxChild) =>
  ts.isJsxText(child)
    ? !child.containsOnlyTriviaWhiteSpaces
    : !ts.isJsxExpression(child) || child.expression !== undefined

/** Whether a render can put nothing or another kind of node in place of the child. */
function isOptional(child: ts.JsxChild, source: Source): boolean {
  const outcomes = outcomesOf(child)
  if (outcomes.length > 1) return !outcomes.every(isText)
  if (!ts.isJsxSelfClosingElement(child)) return false
  const name = child.tagName.getText()
  return /^[A-Z]\w*$/.test(name) && !importedOrDeclared(name, source)
}

/** What an expression can render: `a && b` renders nothing or `b`. */
function outcomesOf(node: ts.Node): (ts.Node | undefined)[] {
  if (ts.isJsxExpression(node)) return node.expression ? outcomesOf(node.expression) : []
  if (ts.isParenthesizedExpression(node)) return outcomesOf(node.expression)
  if (ts.isConditionalExpression(node)) {
    return [...outcomesOf(node.whenTrue), ...outcomesOf(node.whenFalse)]
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken)
      return [undefined, ...outcomesOf(node.right)]
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken) {
      return [...outcomesOf(node.left), ...outcomesOf(node.right)]
    }
  }
  return [node]
}

const isText = (node: ts.Node | undefined) =>
  node !== undefined &&
  (ts.isJsxText(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node))

function importedOrDeclared(name: string, { imports, ast }: Source) {
  const declared = ast.statements.some(
    (statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === name,
  )
  return declared || imports.some(({ names }) => names.includes(name))
}
