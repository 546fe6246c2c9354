import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test, vi } from 'vitest'

// Type-checking the examples takes seconds.
vi.setConfig({ testTimeout: 120_000 })

type Example = { name: string; text: string }

const examples: Example[] = [
  ...readFileSync('docs/guards.md', 'utf8').matchAll(/```tsx?\n(\/\/ (\S+)\n[\s\S]*?)\n```/g),
].map(([, text = '', name = '']) => ({ name, text }))

test.each([
  'getOrgs',
  'getCurrentOrg',
  'getCurrentMembership',
  'requireOrgMember',
  'requireOrgAdmin',
])('the page has an example of %s for a page, an action and a route handler', (guard) => {
  const found = examples.filter(
    // An action of an org is guarded by `orgAction`.
    ({ text }) =>
      text.includes(`await ${guard}(`) || (/^require/.test(guard) && text.includes('= orgAction(')),
  )
  expect(new Set(found.map(({ name }) => path.basename(name)))).toEqual(
    new Set(['page.tsx', 'actions.ts', 'route.ts']),
  )
})

test('the examples compile', () => {
  const wrong = { name: 'wrong.ts', text: 'export const wrong: number = ""' }
  expect(problemsIn([...examples, wrong])).toEqual([
    "wrong.ts: Type 'string' is not assignable to type 'number'.",
  ])
})

function problemsIn(files: Example[]): string[] {
  const texts = new Map(files.map(({ text }, index) => [path.resolve(`${index}.tsx`), text]))
  const program = compile(texts.set(path.resolve('props.d.ts'), PROPS))
  return [...texts.keys()].flatMap((name, index) => {
    const source = program.getSourceFile(name)
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(
      ({ messageText }) =>
        `${files[index]?.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  })
}

/** A program of these texts, which import our code. */
function compile(texts: Map<string, string>): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(name)
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version)
  }
  return ts.createProgram([...texts.keys()], { ...options, incremental: false }, host)
}

// The types that Next generates for each route, here for all routes.
const PROPS = `
  type PageProps<_ extends string> = {
    params: Promise<{ orgSlug: string }>
    searchParams: Promise<Record<string, string | string[] | undefined>>
  }
  type RouteContext<_ extends string> = { params: Promise<{ orgSlug: string }> }`
